using System.Globalization;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Plans;
using LeadOps.Portal.Leads;

namespace LeadOps.Planning;

/// <summary>
/// What a person should know before approving, gathered lead by lead: the notes of the fields' rules, and the detours
/// of the API.
/// </summary>
internal sealed class Warnings(FieldCatalogue catalogue, LeadApi api)
{
    private const string Notify = "REGISTER_SONET_EVENT";

    private static readonly IReadOnlyList<FieldNote> Notes = [.. FieldRules.All.SelectMany(rule => rule.Notes)];

    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldNote[]> notes = new(StringComparer.Ordinal);
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);

    public void Add(PlannedLead lead)
    {
        texts.Clear();
        if (lead.Action != LeadAction.Delete)
        {
            AddFields(lead);
        }

        if (lead.Params.Count > 0)
        {
            AddParams(lead.Params);
        }

        texts.UnionWith(lead.Notes);
        foreach (var text in texts)
        {
            counts[text] = counts.GetValueOrDefault(text) + 1;
        }
    }

    private void AddParams(IReadOnlyDictionary<string, string> given)
    {
        if (!api.TakesParams)
        {
            texts.Add("params: crm.item.* takes none, so these leads are written through crm.lead.*");
        }

        if (given.GetValueOrDefault(Notify) is "Y")
        {
            texts.Add($"{Notify}: the responsible persons are notified");
        }
    }

    private void AddFields(PlannedLead lead)
    {
        FieldValue? Planned(string name) => lead.Fields.FirstOrDefault(field => field.Name == name)?.After;
        foreach (var planned in lead.Fields)
        {
            if (catalogue.Find(planned.Name) is not { } field)
            {
                continue;
            }

            if (NotesOf(field) is { Length: > 0 } known)
            {
                var isUpdate = lead.Action == LeadAction.Update;
                var change = new FieldChange(field, planned.Before, planned.After, isUpdate, Planned);
                texts.UnionWith(known.Where(note => note.Applies(change)).Select(note => note.Line));
            }

            if (!field.IsApart && api.Detour(field, planned.After) is { } reason)
            {
                texts.Add($"{field.Name}: {reason}");
            }
        }
    }

    private FieldNote[] NotesOf(FieldDefinition field) =>
        notes.TryGetValue(field.Name, out var known)
            ? known
            : notes[field.Name] = [.. field.Rules.SelectMany(rule => rule.Notes)];

    public IEnumerable<string> Texts()
    {
        var known = Notes.Select(note => note.Line).ToList();
        return known
            .Where(counts.ContainsKey)
            .Concat(counts.Keys.Except(known).Order(StringComparer.Ordinal))
            .Select(text =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{text} ({counts[text]} {(counts[text] == 1 ? "lead" : "leads")})"
                )
            );
    }
}
