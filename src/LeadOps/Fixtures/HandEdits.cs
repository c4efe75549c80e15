using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Plans;

namespace LeadOps.Fixtures;

/// <summary>
/// What people did to the leads of one fixture since they were seeded. It goes with the lead, so it is told before:
/// also what they wrote into fields that the fixture does not name. A value that many of its leads share is told
/// once.
/// </summary>
internal sealed class HandEdits(FieldCatalogue catalogue, FixtureDefinition fixture, bool hasDefaultSource)
{
    private const int MaxLeads = 20;
    private const int MaxFields = 4;
    private const int MaxText = 30;
    private const int MaxKeys = 5;
    private const int Many = 4;
    private const int MaxCounted = 10_000;

    private readonly HashSet<string> named = [.. fixture.Set.Select(assignment => assignment.Field)];
    private readonly Dictionary<(string Field, string Value), int> counts = [];
    private readonly List<string> lines = [];
    private readonly List<string> strange = [];
    private int leads;
    private int edited;
    private int strangers;

    /// <summary>First all leads are counted, so that what they share is known.</summary>
    public void Count(LeadSnapshot lead)
    {
        leads++;
        foreach (
            var place in Unnamed(lead)
                .Select(Place)
                .Where(place => counts.Count < MaxCounted || counts.ContainsKey(place))
        )
        {
            counts[place] = counts.GetValueOrDefault(place) + 1;
        }
    }

    /// <param name="changed">Fields of the fixture that hold something else now: before is what people made of
    /// them.</param>
    public void Compare(string key, LeadSnapshot lead, IReadOnlyList<PlannedField> changed)
    {
        var edits = changed
            .Select(field =>
                $"{field.Name} {Shown(field.Name, field.Before)}, seeded as {Shown(field.Name, field.After)}"
            )
            .Concat(
                Unnamed(lead)
                    .Where(field => !IsShared(Place(field)))
                    .Select(field => $"{field.Name} {Shown(field.Name, field.Value)}, not seeded")
            )
            .ToList();
        if (edits.Count > 0 && ++edited <= MaxLeads)
        {
            var more = edits.Count > MaxFields ? $"; and {edits.Count - MaxFields} more fields" : "";
            lines.Add($"{key} (lead {lead.Id}) was edited: {string.Join("; ", edits.Take(MaxFields))}{more}");
        }
    }

    /// <summary>A lead of the fixture's origin whose key the fixture does not make.</summary>
    public void Stranger(string key, LeadSnapshot lead)
    {
        if (++strangers <= MaxKeys)
        {
            strange.Add($"`{key}` (lead {lead.Id})");
        }
    }

    public IEnumerable<string> Remarks()
    {
        if (edited > 0)
        {
            yield return $"{edited} of {leads} leads of {fixture.Name} were edited since they were seeded; "
                + "the edits are deleted with them";
        }

        foreach (var line in lines)
        {
            yield return line;
        }

        if (edited > MaxLeads)
        {
            yield return $"… and {edited - MaxLeads} more edited leads";
        }

        foreach (
            var ((field, value), count) in counts
                .Where(pair => IsShared(pair.Key))
                .OrderByDescending(pair => pair.Value)
                .Take(MaxKeys)
        )
        {
            yield return $"{count} of {leads} leads of {fixture.Name} have {field} `{value}`, not seeded";
        }

        if (strangers > 0)
        {
            var who = strangers == 1 ? "1 lead has a key" : $"{strangers} leads have keys";
            var keys = string.Join(", ", strange) + (strangers > MaxKeys ? ", …" : "");
            yield return $"{who} that {fixture.Name} does not make: {keys}";
        }
    }

    private bool IsShared((string Field, string Value) place) =>
        counts.GetValueOrDefault(place) >= Many && counts[place] * 2 > leads;

    private (string Field, string Value) Place((string Name, FieldValue Value) field) =>
        (field.Name, Text(field.Name, field.Value));

    private IEnumerable<(string Name, FieldValue Value)> Unnamed(LeadSnapshot lead)
    {
        var made = new NewLead(name => lead[name], named.Contains, hasDefaultSource);
        return catalogue
            .All.Where(field =>
                !field.IsReadOnly
                && !named.Contains(field.Name)
                && !field.Rules.Any(rule => rule.IsOwned(field.Name))
                && !made.IsGiven(field)
            )
            .Select(field => (field.Name, lead[field.Name]));
    }

    private string Shown(string name, FieldValue value) => value.IsEmpty ? "empty" : $"`{Text(name, value)}`";

    private string Text(string name, FieldValue value)
    {
        var text =
            catalogue.Find(name) is { } field && FieldValues.Label(field, value) is { } label
                ? label
                : value switch
                {
                    TextValue single => single.Text,
                    ListValue list => string.Join(", ", list.Items),
                    MultifieldValue items => string.Join(", ", items.Items.Select(item => item.Value)),
                    RowsValue rows => string.Join(", ", rows.Rows),
                    _ => "",
                };
        return ShortText.Of(text.ReplaceLineEndings(" "), MaxText);
    }
}
