using System.Text.Json.Nodes;

namespace LeadOps.Tests.Fields;

/// <summary>What these tests share.</summary>
internal static class KnowledgeManifests
{
    public static JsonObject Manifest(long id, string set, string more = "{}") =>
        Manifest(new JsonObject { ["id"] = id }, set, more);

    public static JsonObject Manifest(JsonNode select, string set, string more = "{}")
    {
        var change = new JsonObject
        {
            ["name"] = "change",
            ["select"] = select,
            ["set"] = JsonNode.Parse(set),
        };
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
        {
            change[name] = value?.DeepClone();
        }

        return new JsonObject
        {
            ["manifest"] = 1,
            ["name"] = "knowledge",
            ["changes"] = new JsonArray(change),
        };
    }

    public static async Task<long> AddAsync(Bench bench, string fields) =>
        (long)await bench.CallAsync("crm.lead.add", new JsonObject { ["fields"] = JsonNode.Parse(fields) });

    public static async Task<JsonNode> LeadAsync(Bench bench, long id) =>
        (await bench.ControlAsync("leads"))
            .AsArray()
            .Single(lead => (string?)lead!["ID"] == id.ToString(System.Globalization.CultureInfo.InvariantCulture))!;

    public static string Values(JsonNode lead, string field) =>
        string.Join(' ', lead[field]?.AsArray().Select(item => $"{item!["VALUE_TYPE"]}:{item["VALUE"]}") ?? []);
}
