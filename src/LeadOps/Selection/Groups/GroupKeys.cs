using System.Globalization;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Leads;
using LeadOps.Manifests;

namespace LeadOps.Selection.Groups;

/// <summary>A value by which a lead meets others, and the number of its field.</summary>
internal readonly record struct GroupKey(int Field, string Value);

/// <summary>The values by which a lead meets others: phones by their digits, texts without case.</summary>
internal sealed class GroupKeys(Grouping grouping, FieldCatalogue catalogue)
{
    private readonly FieldDefinition[] fields = [.. grouping.Fields.Select(field => catalogue.Find(field.Name)!)];

    /// <param name="expression">The value of the grouping's expression for this lead.</param>
    public IReadOnlyList<GroupKey> Of(LeadSnapshot lead, Func<object?> expression)
    {
        var keys = new List<GroupKey>();
        if (grouping.Expression is not null)
        {
            Add(keys, expression());
            return keys;
        }

        for (var i = 0; i < fields.Length; i++)
        {
            Add(keys, i, lead[fields[i].Name]);
        }

        return keys;
    }

    private void Add(List<GroupKey> keys, int number, FieldValue value)
    {
        var field = fields[number];
        switch (value)
        {
            case TextValue text when !field.Kind.MeansNothing(text.Text):
                keys.Add(new GroupKey(number, field.Kind.Key(text.Text)));
                break;
            case ListValue list:
                keys.AddRange(list.Items.Select(item => new GroupKey(number, field.Kind.Key(item))));
                break;
            case MultifieldValue items:
                keys.AddRange(
                    items
                        .Items.Select(item => new GroupKey(number, MultifieldEditor.Key(field.Name, item.Value)))
                        .Where(key => key.Value.Length > 0)
                );
                break;
        }
    }

    private void Add(List<GroupKey> keys, object? value)
    {
        var unfit =
            value is double number && !double.IsFinite(number) ? "an infinite number"
            : value is IReadOnlyDictionary<string, object?> ? "an object"
            : null;
        if (unfit is not null)
        {
            throw new InvalidInputException(
                grouping.At,
                $"`groupBy` gives {unfit}.",
                "It groups by a text, a number or a date, or by each item of a list."
            );
        }

        if (value is IEnumerable<object?> list)
        {
            foreach (var item in list)
            {
                Add(keys, item);
            }
        }
        else if (Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && !string.IsNullOrWhiteSpace(text))
        {
            keys.Add(new GroupKey(0, text.ToUpperInvariant()));
        }
    }
}
