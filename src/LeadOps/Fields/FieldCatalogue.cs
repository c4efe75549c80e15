using System.Text;
using System.Text.Json;
using LeadOps.Fields.Rules;
using LeadOps.Fields.Types;
using LeadOps.Templates;

namespace LeadOps.Fields;

/// <summary>Every lead field with its type. Offline it knows the standard fields and no dictionaries.</summary>
public sealed class FieldCatalogue
{
    private const int LongestName = 128;

    private readonly Dictionary<string, FieldDefinition> fields;

    /// <summary>The portal keeps product rows apart; here they are a field like any other.</summary>
    internal static FieldDefinition ProductRows =>
        new()
        {
            Name = ProductRowRule.Rows,
            Type = ProductRowRule.Type,
            Title = "Products",
            IsMultiple = true,
            Kind = new ProductRowType(),
        };

    internal FieldCatalogue(IEnumerable<FieldDefinition> fields, bool isOffline, TimeZoneInfo zone)
    {
        this.fields = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        IsOffline = isOffline;
        Zone = zone;
    }

    public static FieldCatalogue Standard { get; } = LoadStandard();

    public bool IsOffline { get; }

    /// <summary>Contacts and companies by other names than their ids.</summary>
    public LinkNames Links { get; internal init; } = new(isOffline: true);

    /// <summary>Of dates without an offset.</summary>
    public TimeZoneInfo Zone { get; }

    public IReadOnlyCollection<FieldDefinition> All => fields.Values;

    public FieldDefinition? Find(string name) => fields.GetValueOrDefault(name);

    /// <summary>By a name as it stands in an answer of the portal; no field's name needs an escape there.</summary>
    internal FieldDefinition? Find(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[LongestName];
        return
            name.Length <= LongestName
            && fields
                .GetAlternateLookup<ReadOnlySpan<char>>()
                .TryGetValue(text[..Encoding.UTF8.GetChars(name, text)], out var field)
            ? field
            : null;
    }

    /// <summary>
    /// What a list of this portal can be asked for: rules may name fields that an older portal lacks.
    /// </summary>
    public IReadOnlyList<string> Listed(IEnumerable<string> names) =>
        [.. names.Where(name => Find(name) is { IsApart: false })];

    /// <summary>
    /// The field that was meant: the only one that people call so, one spelt nearly so, else the first that begins so.
    /// </summary>
    public string? Suggest(string name) =>
        Titled(name)
        ?? Suggestions.Nearest(name, fields.Keys)
        ?? fields
            .Keys.Where(known => known.StartsWith($"{name}_", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(known => known.EndsWith("_ID", StringComparison.Ordinal));

    private string? Titled(string title) =>
        fields.Values.Where(field => field.Title.Equals(title.Trim(), StringComparison.OrdinalIgnoreCase)).ToList()
            is [var only]
            ? only.Name
            : null;

    private static FieldCatalogue LoadStandard()
    {
        using var stream = typeof(FieldCatalogue).Assembly.GetManifestResourceStream("lead-fields.json")!;
        using var document = JsonDocument.Parse(stream);
        var fields = document
            .RootElement.EnumerateArray()
            .Select(field => new FieldDefinition
            {
                Name = FieldJson.Text(field, "name")!,
                Type = FieldJson.Text(field, "type")!,
                Title = FieldJson.Text(field, "title")!,
                ItemName = AddressRule.Covers(FieldJson.Text(field, "name")!)
                    ? null
                    : FieldJson.Text(field, "camelCase"),
                IsReadOnly = FieldJson.Flag(field, "isReadOnly"),
                IsMultiple = FieldJson.Flag(field, "isMultiple"),
                Kind = FieldTypes.Of(
                    FieldJson.Text(field, "type")!,
                    new FieldContext(FieldJson.Text(field, "name")!, TimeZoneInfo.Utc, [])
                    {
                        IsOffline = true,
                        Links = new LinkNames(isOffline: true),
                    }
                ),
            });
        return new FieldCatalogue([.. fields, ProductRows], isOffline: true, TimeZoneInfo.Utc);
    }
}
