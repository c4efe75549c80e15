using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Store;

internal sealed record FieldInfo(string Name, string Type, bool IsReadOnly, bool IsMultiple, string Title, string? StatusType = null)
{
    public bool IsCustom => Name.StartsWith("UF_", StringComparison.Ordinal);

    public IReadOnlyList<(string Id, string Value)> Items { get; init; } = [];

    public bool IsMultifield => Type == "crm_multifield";
}

internal sealed record Status(int Id, string EntityId, string StatusId, string Name, int Sort, bool IsSystem, string? Semantics);

internal sealed record User(int Id, string Name, string LastName, string Email, bool IsActive);

/// <summary>What this portal knows besides leads: fields, stages, sources, users, currencies.</summary>
internal static class Catalogue
{
    // Static members are made in textual order; Load needs these.
    private static readonly FieldInfo[] CustomFields =
    [
        new("UF_CRM_NOTE", "string", false, false, "Note"),
        new("UF_CRM_SCORE", "integer", false, false, "Score"),
        new("UF_CRM_VIP", "boolean", false, false, "VIP"),
        new("UF_CRM_NEXT_CALL", "date", false, false, "Next call"),
        new("UF_CRM_BUDGET", "money", false, false, "Budget"),
        new("UF_CRM_REGION", "enumeration", false, false, "Region") { Items = [("79", "North"), ("80", "South"), ("81", "East"), ("82", "West")] },
        new("UF_CRM_INTERESTS", "enumeration", false, true, "Interests") { Items = [("91", "Hardware"), ("92", "Software"), ("93", "Service")] },
        new("UF_CRM_TAGS", "string", false, true, "Tags"),
    ];

    public static IReadOnlyDictionary<string, FieldInfo> Fields { get; } = Load();

    public static IReadOnlyList<Status> Statuses { get; } =
    [
        new(1, "STATUS", "NEW", "Unprocessed", 10, true, null),
        new(3, "STATUS", "IN_PROCESS", "In process", 20, false, null),
        new(5, "STATUS", "PROCESSED", "Processed", 30, false, null),
        new(15, "STATUS", "CONVERTED", "Converted", 50, true, "S"),
        new(17, "STATUS", "JUNK", "Low-quality lead", 60, true, "F"),
        new(19, "SOURCE", "CALL", "Call", 10, true, null),
        new(21, "SOURCE", "EMAIL", "E-mail", 20, true, null),
        new(23, "SOURCE", "WEB", "Website", 30, true, null),
        new(25, "SOURCE", "ADVERTISING", "Advertising", 40, true, null),
        new(27, "SOURCE", "PARTNER", "Existing client", 50, true, null),
        new(29, "SOURCE", "RECOMMENDATION", "By recommendation", 60, true, null),
        new(31, "SOURCE", "TRADE_SHOW", "Trade show", 70, true, null),
        new(33, "SOURCE", "WEBFORM", "CRM form", 80, true, null),
        new(35, "SOURCE", "CALLBACK", "Callback", 90, true, null),
        new(37, "SOURCE", "OTHER", "Other", 100, true, null),
        new(41, "HONORIFIC", "HNR_DE_1", "Mr.", 10, true, null),
        new(43, "HONORIFIC", "HNR_DE_2", "Ms.", 20, true, null),
    ];

    public static IReadOnlyList<User> Users { get; } =
    [
        new(1, "Anna", "Keller", "anna.keller@acme.example", true),
        new(7, "Lars", "Ohm", "lars.ohm@acme.example", true),
        new(9, "Mara", "Vogt", "m.vogt@acme.example", true),
        new(11, "Илья", "Соколов", "i.sokolov@acme.example", true),
        new(13, "Peter", "Leaver", "p.leaver@acme.example", false),
    ];

    public static IReadOnlyList<(string Code, string Name, string Rate, bool IsBase)> Currencies { get; } =
        [("EUR", "Euro", "1.0000", true), ("USD", "US Dollar", "0.9200", false), ("CHF", "Swiss Franc", "1.0300", false)];

    public static Status? Stage(string? id) => Statuses.FirstOrDefault(status => status.EntityId == "STATUS" && status.StatusId == id);

    private static Dictionary<string, FieldInfo> Load()
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream("lead-fields.json")!;
        var fields = JsonSerializer.Deserialize<JsonArray>(stream)!.Select(node => new FieldInfo(
            (string)node!["name"]!, (string)node["type"]!, (bool)node["isReadOnly"]!, (bool)node["isMultiple"]!, (string)node["title"]!, (string?)node["statusType"]));
        return fields.Concat(CustomFields).ToDictionary(field => field.Name, StringComparer.Ordinal);
    }
}
