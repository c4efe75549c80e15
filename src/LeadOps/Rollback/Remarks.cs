using LeadOps.Fields;

namespace LeadOps.Rollback;

/// <summary>What a rollback cannot bring back: the first of each kind by name, the others as a number.</summary>
internal sealed class Remarks
{
    private const int Named = 50;

    private readonly List<string> texts = [];
    private readonly HashSet<LeadId> leftAlone = [];
    private int alone;
    private int anew;

    /// <summary>Leads that are not taken back, wholly or in part.</summary>
    public int LeftAlone => leftAlone.Count;

    public void Gone(LeadId id) => Note(id, $"lead {id} no longer exists and is left alone");

    public void Edited(LeadId id, string field) =>
        Note(id, $"lead {id}: {field} was edited since the run and is left alone");

    public void Kept(LeadId id, string field) =>
        Note(id, $"lead {id} was made by the run, but its {field} was changed since, so it is not deleted");

    public void WithoutFile(LeadId id, string field) =>
        Note(id, $"lead {id}: the file in {field} went with the lead and cannot come back");

    public void Replaced(LeadId id, string field) =>
        Note(
            id,
            $"lead {id}: the file that {field} held before the run is gone from the portal and cannot come "
                + "back; the new one stays"
        );

    public void Anew(LeadId id)
    {
        if (++anew <= Named)
        {
            texts.Add($"lead {id} is created again: its id, creation date and history cannot come back");
        }
    }

    private void Note(LeadId id, string text)
    {
        leftAlone.Add(id);
        if (++alone <= Named)
        {
            texts.Add(text);
        }
    }

    public IReadOnlyList<string> Texts() =>
        [
            .. texts,
            .. alone > Named ? [$"… and {alone - Named} more remarks of this kind"] : Array.Empty<string>(),
            .. anew > Named ? [$"… and {anew - Named} more leads are created again"] : Array.Empty<string>(),
        ];
}
