using System.Runtime.InteropServices;
using System.Text.Json;
using LeadOps.Fields;
using LeadOps.Portal.Leads;

namespace LeadOps.Leads;

/// <summary>A lead as the portal had it at one moment, with the fields that were asked for.</summary>
public sealed class LeadSnapshot
{
    private readonly Dictionary<string, FieldValue> values;

    private LeadSnapshot(LeadId id, Dictionary<string, FieldValue> values)
    {
        Id = id;
        this.values = values;
    }

    public LeadId Id { get; }

    /// <summary>Other leads under the same fixture key, when leads were asked for by key.</summary>
    public IReadOnlyList<LeadId> Doubles { get; set; } = [];

    public FieldValue this[string name] => values.GetValueOrDefault(name, FieldValue.Empty);

    /// <summary>It was set or read, though it may be empty.</summary>
    public bool Knows(string name) => values.ContainsKey(name);

    /// <summary>All that is not empty.</summary>
    public IEnumerable<KeyValuePair<string, FieldValue>> Values => values.Where(pair => !pair.Value.IsEmpty);

    public void Set(string name, FieldValue value) => values[name] = value;

    /// <summary>A lead that is not there yet.</summary>
    public static LeadSnapshot None() => new(default, []);

    /// <summary>A lead of which nothing is known yet but its id.</summary>
    /// <param name="fields">How many it will have at the most, when that is known.</param>
    public static LeadSnapshot Of(LeadId id, int fields = 0) =>
        new(id, new(fields, StringComparer.Ordinal) { ["ID"] = new TextValue(id.ToString()) });

    public static LeadSnapshot Read(FieldCatalogue catalogue, JsonElement row)
    {
        var values = new Dictionary<string, FieldValue>(row.GetPropertyCount(), StringComparer.Ordinal);
        foreach (var property in row.EnumerateObject())
        {
            if (
                catalogue.Find(JsonMarshal.GetRawUtf8PropertyName(property)) is { } field
                && PortalValues.Read(field, property.Value) is { IsEmpty: false } value
            )
            {
                values[field.Name] = value;
            }
        }

        return new LeadSnapshot(new LeadId(LeadPages.IdOf(row)), values);
    }
}
