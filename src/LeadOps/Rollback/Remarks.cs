using LeadOps.Fields;

namespace LeadOps.Rollback;

/// <summary>What a rollback cannot bring back: the first of each kind by name, the others as a number.</summary>
internal sealed class Remarks
{
    private const int Named = 50;

    private readonly List<string> texts = [];
    private int alone;
    private int anew;

    public void Gone(LeadId id) => LeftAlone($"lead {id} no longer exists and is left alone");

    public void Edited(LeadId id, string field) => LeftAlone($"lead {id}: {field} was edited since the run and is left alone");

    public void Anew(LeadId id)
    {
        if (++anew <= Named)
        {
            texts.Add($"lead {id} is made anew: its id, creation date and history cannot come back");
        }
    }

    private void LeftAlone(string text)
    {
        if (++alone <= Named)
        {
            texts.Add(text);
        }
    }

    public IReadOnlyList<string> Texts() =>
    [
        .. texts,
        .. alone > Named ? [$"… and {alone - Named} more that were edited or no longer exist and are left alone"] : Array.Empty<string>(),
        .. anew > Named ? [$"… and {anew - Named} more leads are made anew"] : Array.Empty<string>(),
    ];
}
