using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.Portal.Paging;

/// <summary>A list to read by keyset paging: always ordered by id, never counted.</summary>
public sealed record ListRequest
{
    public const int PageSize = 50;

    public required string Method { get; init; }

    public JsonObject Filter { get; init; } = [];

    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>Further parameters, such as entityTypeId.</summary>
    public JsonObject Extra { get; init; } = [];

    public string IdField { get; init; } = "ID";

    /// <summary>The member of the result that holds the rows; null when the result is the list itself.</summary>
    public string? ItemsField { get; init; }

    /// <summary>The filter cannot match more than one page.</summary>
    public bool OnePage { get; init; }

    public static ListRequest Leads(JsonObject filter, IReadOnlyList<string> select) =>
        new() { Method = "crm.lead.list", Filter = filter, Select = select };

    public static ListRequest Items(JsonObject filter, IReadOnlyList<string> select) => new()
    {
        Method = "crm.item.list",
        Filter = filter,
        Select = select,
        Extra = new JsonObject { ["entityTypeId"] = 1 },
        IdField = "id",
        ItemsField = "items",
    };
}

/// <summary>Rows that one of many lists returned; a list may return several pages.</summary>
public sealed record ListPage(int Index, IReadOnlyList<JsonElement> Rows);
