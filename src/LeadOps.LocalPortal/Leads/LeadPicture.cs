using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>A lead as texts by field, to see what a write changed.</summary>
internal static class LeadPicture
{
    /// <summary>These follow from every write.</summary>
    private static readonly HashSet<string> Followers =
    [
        "DATE_CREATE",
        "DATE_MODIFY",
        "MODIFY_BY_ID",
        "CREATED_BY_ID",
        "MOVED_TIME",
        "MOVED_BY_ID",
        "DATE_CLOSED",
        "LAST_ACTIVITY_TIME",
        "LAST_ACTIVITY_BY",
    ];

    public static Dictionary<string, string> Of(Lead lead)
    {
        var picture = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in SystemFields.SlotNames.Where(name => !Followers.Contains(name)))
        {
            Put(picture, name, lead[name]);
        }

        foreach (var (name, value) in lead.Extra)
        {
            Put(picture, name, value);
        }

        foreach (var (name, values) in lead.Lists)
        {
            Put(picture, name, string.Join(", ", values));
        }

        foreach (var items in lead.Multifields.GroupBy(item => item.TypeId))
        {
            Put(picture, items.Key, string.Join(", ", items.Select(item => $"{item.Value} ({item.ValueType})")));
        }

        Put(picture, "CONTACT_IDS", string.Join(", ", lead.Contacts.Select(binding => binding.ContactId)));
        Put(picture, "PRODUCT_ROWS", Rows(lead.ProductRows));
        return picture;
    }

    public static List<FieldChange> Changes(
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> after
    ) =>
        [
            .. after
                .Keys.Union(before.Keys)
                .Select(name => new FieldChange(
                    name,
                    before.GetValueOrDefault(name, ""),
                    after.GetValueOrDefault(name, "")
                ))
                .Where(change => change.Before != change.After),
        ];

    private static void Put(Dictionary<string, string> picture, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            picture[name] = value;
        }
    }

    private static string Rows(string? json) =>
        json is null
            ? ""
            : string.Join(
                "; ",
                JsonNode
                    .Parse(json)!
                    .AsArray()
                    .Select(row =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{Parameters.Text(row!["PRODUCT_NAME"])}: "
                                + $"{Parameters.Text(row["QUANTITY"])} × {Parameters.Text(row["PRICE"])}"
                        )
                    )
            );
}
