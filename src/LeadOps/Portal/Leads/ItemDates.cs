using System.Globalization;
using System.Text.Json.Nodes;

namespace LeadOps.Portal.Leads;

/// <summary>
/// How crm.item.list wants moments in filters. ISO 8601 is documented; some portals understand only `YYYY-MM-DD
/// hh:mm:ss` in the server's time and silently find nothing else, so the first use is a probe.
/// </summary>
internal sealed class ItemDates(bool isIso, TimeSpan serverOffset)
{
    public JsonNode? Spell(JsonNode? value) =>
        value switch
        {
            JsonArray list => new JsonArray([.. list.Select(Spell)]),
            { } single
                when !isIso
                    && DateTimeOffset.TryParse(single.ToString(), CultureInfo.InvariantCulture, out var moment) =>
                moment.ToOffset(serverOffset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            _ => value?.DeepClone(),
        };

    /// <summary>One request: the first lead, and that lead again by its own moment of creation.</summary>
    public static async Task<ItemDates> ProbeAsync(
        PortalSession session,
        TimeSpan serverOffset,
        CancellationToken cancellationToken
    )
    {
        const string Created = "$result[c0][items][0][createdTime]";
        var first = new PortalCall("crm.item.list", List(new JsonArray("id", "createdTime")));
        var again = new PortalCall("crm.item.list", List(new JsonArray("id"))) with
        {
            Reference = $"&filter[%3E%3DcreatedTime]={Created}&filter[%3C%3DcreatedTime]={Created}",
        };
        var answers = await session.SendAsync(PortalRequest.Chain([first, again]), cancellationToken);
        return new ItemDates(Count(answers[0]) == 0 || Count(answers[1]) > 0, serverOffset);
    }

    private static JsonObject List(JsonArray select) =>
        new()
        {
            ["entityTypeId"] = 1,
            ["select"] = select,
            ["order"] = new JsonObject { ["id"] = "ASC" },
            ["start"] = -1,
        };

    private static int Count(CallAnswer answer) =>
        answer switch
        {
            CallResult result => result.Value.GetProperty("items").GetArrayLength(),
            CallFailure failure => throw new PortalException(failure.Error),
            _ => 0,
        };
}
