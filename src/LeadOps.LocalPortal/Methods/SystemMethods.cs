using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Rest;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Methods;

/// <summary>Dictionaries, users and the portal's own facts.</summary>
internal sealed class SystemMethods(TimeProvider clock)
{
    public IEnumerable<(string, Method)> Table =>
    [
        ("crm.status.list", Statuses),
        ("crm.currency.list", (_, _) => new Answer(Currencies(), 0)),
        ("crm.currency.base.get", (_, _) => new Answer("EUR")),
        ("crm.settings.mode.get", (_, _) => new Answer(1)),
        ("user.get", Users),
        ("user.current", (_, caller) => new Answer(Write(caller.User))),
        ("profile", (_, caller) => new Answer(Profile(caller.User))),
        ("scope", (_, _) => new Answer(new JsonArray("crm", "user_basic"))),
        ("server.time", (_, _) => new Answer(PortalTime.Write(clock.GetUtcNow()))),
    ];

    private static Answer Statuses(Parameters call, Caller caller)
    {
        var filter = call.Map("filter", "Invalid parameters.");
        if (filter["ENTITY_ID"] is JsonArray or JsonObject)
        {
            throw new RestException(400, "", "Filter by ENTITY_ID must be a string");
        }

        var entity = filter["ENTITY_ID"] is { } given ? Parameters.Text(given) : null;
        var statusId = filter["STATUS_ID"] is { } id ? Parameters.Text(id) : null;
        var found = Catalogue.Statuses
            .Where(status => (entity is null || status.EntityId == entity) && (statusId is null || status.StatusId == statusId))
            .OrderBy(status => status.EntityId, StringComparer.Ordinal).ThenBy(status => status.Sort)
            .Select(status => (JsonNode)Write(status)).ToArray();
        return new Answer(new JsonArray(found), found.Length);
    }

    private static JsonObject Write(Status status)
    {
        var written = new JsonObject
        {
            ["ID"] = $"{status.Id}",
            ["ENTITY_ID"] = status.EntityId,
            ["STATUS_ID"] = status.StatusId,
            ["NAME"] = status.Name,
            ["NAME_INIT"] = status.IsSystem ? status.Name : "",
            ["SORT"] = $"{status.Sort}",
            ["SYSTEM"] = status.IsSystem ? "Y" : "N",
            ["CATEGORY_ID"] = null,
            ["COLOR"] = "#00FFFF",
            ["SEMANTICS"] = status.Semantics,
        };
        if (status.EntityId == "STATUS")
        {
            written["EXTRA"] = new JsonObject { ["SEMANTICS"] = status.Semantics switch { "S" => "success", "F" => "failure", _ => "process" }, ["COLOR"] = "#00FFFF" };
        }

        return written;
    }

    private static JsonArray Currencies() => new([.. Catalogue.Currencies.Select((currency, index) => (JsonNode)new JsonObject
    {
        ["CURRENCY"] = currency.Code,
        ["AMOUNT_CNT"] = "1",
        ["AMOUNT"] = currency.Rate,
        ["SORT"] = $"{(index + 1) * 100}",
        ["BASE"] = currency.IsBase ? "Y" : "N",
        ["FULL_NAME"] = currency.Name,
        ["LID"] = "en",
        ["FORMAT_STRING"] = "# " + currency.Code,
        ["DEC_POINT"] = ".",
        ["THOUSANDS_SEP"] = "&nbsp;",
        ["DECIMALS"] = "2",
        ["DATE_UPDATE"] = "2026-01-10T09:00:00+02:00",
    })]);

    private static Answer Users(Parameters call, Caller caller)
    {
        var filter = (call["filter"] as JsonObject) ?? new JsonObject(call.Members.Where(pair => pair.Key is "ID" or "EMAIL" or "ACTIVE" or "NAME" or "LAST_NAME").Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        var ids = Parameters.Texts(filter["ID"] ?? filter["@ID"]);
        var email = filter["EMAIL"] is { } given ? Parameters.Text(given) : null;
        var active = filter["ACTIVE"] is { } flag ? Parameters.Text(flag) is "1" or "Y" or "true" : (bool?)null;
        var found = Catalogue.Users.Where(user => (ids.Count == 0 || ids.Contains($"{user.Id}"))
            && (email is null || user.Email.Equals(email, StringComparison.OrdinalIgnoreCase))
            && (active is null || user.IsActive == active)).ToList();
        var start = Math.Max(0, int.TryParse(Parameters.Text(call["start"]), out var from) ? from : 0);
        var page = found.Skip(start).Take(50).Select(user => (JsonNode)Write(user)).ToArray();
        return new Answer(new JsonArray(page), found.Count, start + 50 < found.Count ? start + 50 : null);
    }

    private static JsonObject Write(User user) => new()
    {
        ["ID"] = $"{user.Id}",
        ["ACTIVE"] = user.IsActive,
        ["NAME"] = user.Name,
        ["LAST_NAME"] = user.LastName,
        ["EMAIL"] = user.Email,
        ["UF_DEPARTMENT"] = new JsonArray(1),
        ["USER_TYPE"] = "employee",
    };

    private static JsonObject Profile(User user) => new()
    {
        ["ID"] = $"{user.Id}",
        ["ADMIN"] = user.Id == 1,
        ["NAME"] = user.Name,
        ["LAST_NAME"] = user.LastName,
        ["PERSONAL_GENDER"] = "",
        ["TIME_ZONE"] = "",
    };
}
