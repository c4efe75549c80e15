using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;

namespace LeadOps.Portal;

/// <summary>What is read once at the beginning: who we are, the server's offset, fields and dictionaries.</summary>
public sealed record PortalFacts(FieldCatalogue Catalogue, string UserId, string UserName)
{
    public static async Task<PortalFacts> ReadAsync(PortalReader reader, CancellationToken cancellationToken)
    {
        var answers = await reader.BatchAsync(
            [
                new PortalCall("profile", []),
                new PortalCall("server.time", []),
                new PortalCall("crm.lead.fields", []),
                new PortalCall("crm.currency.list", []),
            ],
            cancellationToken);
        var profile = Value(answers[0], "profile");
        var time = Value(answers[1], "server.time").ToString();
        var fields = Value(answers[2], "crm.lead.fields");
        var currencies = answers[3] is CallResult list ? list.Value.EnumerateArray().ToList() : [];
        var statuses = await reader.AllAsync("crm.status.list", new JsonObject { ["order"] = new JsonObject { ["SORT"] = "ASC" } }, cancellationToken);
        var users = await UsersAsync(reader, cancellationToken);
        var offset = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).Offset;
        var catalogue = FieldCatalogue.Build(new CatalogueSources(fields, statuses, users, currencies, offset));
        return new PortalFacts(catalogue, Text(profile, "ID"), $"{Text(profile, "NAME")} {Text(profile, "LAST_NAME")}".Trim());
    }

    /// <summary>Without the scope for users, ids still work; names do not.</summary>
    private static async Task<List<JsonElement>> UsersAsync(PortalReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.AllAsync("user.get", [], cancellationToken);
        }
        catch (PortalException problem) when (problem.Error.Code.Equals("insufficient_scope", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }
    }

    private static JsonElement Value(CallAnswer answer, string method) => answer switch
    {
        CallResult result => result.Value,
        CallFailure failure => throw new PortalException(failure.Error),
        _ => throw new PortalException(PortalError.Of("", $"no answer to {method}", 502)),
    };

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
