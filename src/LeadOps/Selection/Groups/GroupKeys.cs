using System.Globalization;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Leads;
using LeadOps.Manifests;

namespace LeadOps.Selection.Groups;

/// <summary>The values by which a lead meets others: phones by their digits, texts without case.</summary>
internal sealed class GroupKeys(Grouping grouping, FieldCatalogue catalogue)
{
    /// <param name="expression">The value of the grouping's expression for this lead.</param>
    public IReadOnlyCollection<(int Field, string Value)> Of(LeadSnapshot lead, Func<object?> expression) =>
        grouping.Expression is null
            ? [.. grouping.Fields.SelectMany((field, i) => Of(lead, field.Name).Select(value => (i, value))).Distinct()]
            :
            [
                .. Texts(expression())
                    .Where(text => !string.IsNullOrWhiteSpace(text))
                    .Select(text => (0, text.ToUpperInvariant()))
                    .Distinct(),
            ];

    private IEnumerable<string> Of(LeadSnapshot lead, string name)
    {
        var field = catalogue.Find(name)!;
        return lead[name] switch
        {
            TextValue text when !field.Kind.MeansNothing(text.Text) => [field.Kind.Key(text.Text)],
            ListValue list => list.Items.Select(field.Kind.Key),
            MultifieldValue items => items
                .Items.Select(item => MultifieldEditor.Key(name, item.Value))
                .Where(key => key.Length > 0),
            _ => [],
        };
    }

    private static IEnumerable<string> Texts(object? value) =>
        value is IEnumerable<object?> list
            ? list.SelectMany(Texts)
            : [Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""];
}
