using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Portal.Leads;

namespace LeadOps.Portal;

/// <summary>What is read once at the beginning: who we are, the server's offset, fields and dictionaries.</summary>
public sealed record PortalFacts(FieldCatalogue Catalogue, string UserId, string UserName)
{
    /// <summary>In simple mode the portal turns every new lead with a name into a deal at once.</summary>
    public bool IsSimpleMode { get; init; }

    public static async Task<PortalFacts> ReadAsync(PortalSession session, CancellationToken cancellationToken)
    {
        var reader = session.Reader;
        var usesItems = session.Settings.Api == "crm.item";
        var answers = await reader.BatchAsync(
            [
                new PortalCall("profile", []),
                new PortalCall("server.time", []),
                new PortalCall("crm.lead.fields", []),
                new PortalCall("crm.currency.list", []),
                new PortalCall("crm.lead.userfield.list", []),
                new PortalCall("crm.settings.mode.get", []),
                .. usesItems ? [new PortalCall("crm.item.fields", new JsonObject { ["entityTypeId"] = 1 })] : Array.Empty<PortalCall>(),
            ],
            cancellationToken);
        var profile = Value(answers[0], "profile");
        var time = DateTimeOffset.Parse(Value(answers[1], "server.time").ToString(), CultureInfo.InvariantCulture);
        var catalogue = FieldCatalogue.Build(new CatalogueSources(
            Value(answers[2], "crm.lead.fields"),
            Rows(answers[4]),
            await reader.AllAsync("crm.status.list", new JsonObject { ["order"] = new JsonObject { ["SORT"] = "ASC" } }, cancellationToken),
            await UsersAsync(reader, cancellationToken),
            Rows(answers[3]),
            session.Settings.TimeZone ?? Fixed(time.Offset))
        {
            ItemFields = usesItems ? Value(answers[6], "crm.item.fields").GetProperty("fields") : default,
        });
        session.Leads = usesItems ? new CrmItemApi(catalogue, await ItemDates.ProbeAsync(session, time.Offset, cancellationToken)) : LeadApi.CrmLead;
        return new PortalFacts(catalogue, Text(profile, "ID"), $"{Text(profile, "NAME")} {Text(profile, "LAST_NAME")}".Trim())
        {
            IsSimpleMode = answers[5] is CallResult mode && mode.Value.ToString() == "2",
        };
    }

    private static TimeZoneInfo Fixed(TimeSpan offset) => TimeZoneInfo.CreateCustomTimeZone("portal", offset, "portal", "portal");

    /// <summary>What only some users may read is used when it comes.</summary>
    private static List<JsonElement> Rows(CallAnswer answer) =>
        answer is CallResult { Value.ValueKind: JsonValueKind.Array } result ? [.. result.Value.EnumerateArray()] : [];

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
