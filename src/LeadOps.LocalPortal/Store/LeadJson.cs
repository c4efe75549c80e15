using System.Text.Json;

namespace LeadOps.LocalPortal.Store;

/// <summary>A lead as one line in the data file.</summary>
internal static class LeadJson
{
    private sealed record Stored(
        Dictionary<string, string?> Fields, Dictionary<string, List<string>> Lists, List<MultifieldItem> Multifields, List<ContactBinding> Contacts, string? Rows);

    public static string Write(Lead lead) =>
        JsonSerializer.Serialize(new Stored(lead.Fields, lead.Lists, lead.Multifields, lead.Contacts, lead.ProductRows));

    public static Lead Read(long id, string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json)!;
        return new Lead(id)
        {
            Fields = new(stored.Fields, StringComparer.Ordinal),
            Lists = new(stored.Lists, StringComparer.Ordinal),
            Multifields = stored.Multifields,
            Contacts = stored.Contacts,
            ProductRows = stored.Rows,
        };
    }
}
