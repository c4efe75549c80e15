using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Portal;
using LeadOps.Storage;

namespace LeadOps.Plans;

/// <summary>
/// Planned leads on their way into a plan: they come in any order of actions and are walked in the plan's order.
/// </summary>
internal sealed class PlanSpool : IDisposable
{
    private readonly SortedDictionary<LeadAction, FileStream> files = [];
    private readonly Dictionary<LeadAction, int> counts = [];
    private readonly LineBuffer line = new();

    private const int MostChoices = 100;

    private readonly HashSet<string> fields = new(StringComparer.Ordinal);

    public int Count(LeadAction action) => counts.GetValueOrDefault(action);

    public int Total => counts.Values.Sum();

    /// <summary>Calls that go out lead by lead: each field apart is read before and after and written alone.</summary>
    public int ApartCalls { get; private set; }

    /// <summary>Calls that no batch can carry: each is a request of its own.</summary>
    public int DirectCalls { get; private set; }

    public void Add(PlannedLead lead)
    {
        try
        {
            if (!files.TryGetValue(lead.Action, out var file))
            {
                files[lead.Action] = file = TemporaryFile.Create();
            }

            file.Write(line.Line(lead, PlannedLeadJson.Write));
            counts[lead.Action] = Count(lead.Action) + 1;
            CountCalls(lead);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw TemporaryFile.Explained(problem);
        }
    }

    private void CountCalls(PlannedLead lead)
    {
        var isDelete = lead.Action == LeadAction.Delete;
        HashSet<Carrier>? direct = null;
        foreach (var field in lead.Fields)
        {
            fields.Add(field.Name);
            ApartCalls +=
                !FieldRules.IsApart(field.Name) ? 0
                : isDelete ? 2
                : 3;
            if (!isDelete && (NeedsDirect(field) || Uploads.Has(field.After)))
            {
                (direct ??= []).Add(FieldRules.Call(field.Name, field.After).Carrier);
            }
        }

        DirectCalls += direct?.Count ?? 0;
        foreach (var (name, _) in lead.Assumed)
        {
            ApartCalls += FieldRules.IsApart(name) ? 2 : 0;
        }
    }

    private static bool NeedsDirect(PlannedField field) =>
        field.After is TextValue text
            ? PortalCall.LooksLikeReference(text.Text)
            : FieldRules.NeedsOwnRequest(field.Name, field.Before, field.After)
                || (
                    field is { After.IsEmpty: true, Before: ListValue }
                    && FieldRules.Call(field.Name, field.After).Carrier == Carrier.Lead
                );

    /// <summary>What the portal calls the planned fields and their values; people are not among these.</summary>
    public IReadOnlyDictionary<string, FieldTitle> Titles(FieldCatalogue catalogue) =>
        fields
            .Order(StringComparer.Ordinal)
            .Select(catalogue.Find)
            .OfType<FieldDefinition>()
            .ToDictionary(
                field => field.Name,
                field => new FieldTitle(
                    field.Title,
                    field.Type is "crm_status" or "enumeration" && field.Choices.Count <= MostChoices
                        ? field
                            .Choices.DistinctBy(choice => choice.Id)
                            .ToDictionary(choice => choice.Id, choice => choice.Title)
                        : []
                ),
                StringComparer.Ordinal
            );

    public PlanLeads Close()
    {
        try
        {
            files.Values.ToList().ForEach(file => file.Flush());
            return new PlanLeads(this);
        }
        catch (IOException problem)
        {
            throw TemporaryFile.Explained(problem);
        }
    }

    public IEnumerable<ReadOnlyMemory<byte>> Lines() =>
        files.Values.SelectMany(file =>
            LineFile.Lines(file.SafeFileHandle, 0, RandomAccess.GetLength(file.SafeFileHandle))
        );

    public void Dispose()
    {
        line.Dispose();
        foreach (var file in files.Values)
        {
            try
            {
                file.Dispose();
            }
            catch (IOException)
            {
                // A full disk was reported when it was met; what is left in the buffer is no longer wanted.
            }
        }
    }
}
