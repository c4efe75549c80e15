using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Portal.Leads;

namespace LeadOps.Portal;

/// <summary>What is read once at the beginning: who we are, the server's offset, fields and dictionaries.</summary>
/// <param name="Leads">The API by which this portal is asked for leads.</param>
public sealed record PortalFacts(FieldCatalogue Catalogue, LeadApi Leads, string UserId, string UserName)
{
    /// <summary>In simple mode the portal turns every new lead with a name into a deal at once.</summary>
    public bool IsSimpleMode { get; init; }

    /// <summary>One request, and more only for dictionaries of several pages.</summary>
    public static async Task<PortalFacts> ReadAsync(PortalSession session, CancellationToken cancellationToken) =>
        await OfAsync(session, await AskAsync(session, Questions, cancellationToken), cancellationToken);

    /// <summary>The same request tells how far the leads reach, which a plan needs anyway.</summary>
    internal static async Task<(PortalFacts Facts, LeadExtent? Extent)> ReadWithExtentAsync(
        PortalSession session,
        CancellationToken cancellationToken
    )
    {
        var told = await AskAsync(session, [.. Questions, LeadExtent.Question], cancellationToken);
        var extent = LeadExtent.Of(told[LeadExtent.Question.Method].Second, session.Speed.Latest);
        return (await OfAsync(session, told, cancellationToken), extent);
    }

    private static async Task<Dictionary<string, (PortalCall First, CallAnswer Second)>> AskAsync(
        PortalSession session,
        IReadOnlyList<PortalCall> questions,
        CancellationToken cancellationToken
    )
    {
        if (UsesItems(session))
        {
            questions = [.. questions, new PortalCall("crm.item.fields", new JsonObject { ["entityTypeId"] = 1 })];
        }

        return questions
            .Zip(await session.Reader.BatchAsync(questions, cancellationToken))
            .ToDictionary(pair => pair.First.Method, StringComparer.Ordinal);
    }

    private static bool UsesItems(PortalSession session) => session.Settings.Api == "crm.item";

    private static async Task<PortalFacts> OfAsync(
        PortalSession session,
        Dictionary<string, (PortalCall First, CallAnswer Second)> told,
        CancellationToken cancellationToken
    )
    {
        var reader = session.Reader;
        var usesItems = UsesItems(session);
        Task<List<JsonElement>> All(string method) =>
            reader.AllAsync(told[method].First, told[method].Second, cancellationToken);
        JsonElement One(string method) => Value(told[method].Second, method);

        var profile = One("profile");
        var time = DateTimeOffset.Parse(One("server.time").ToString(), CultureInfo.InvariantCulture);
        var users =
            // Without the scope for users, ids still work; names do not.
            told["user.get"].Second
                is CallFailure { Error.LacksMethod: true }
                ? []
                : await All("user.get");
        var catalogue = CatalogueBuilder.Build(
            new CatalogueSources(
                One("crm.lead.fields"),
                Rows(told["crm.lead.userfield.list"].Second),
                await All("crm.status.list"),
                users,
                Rows(told["crm.currency.list"].Second),
                session.Settings.TimeZone ?? Fixed(time.Offset)
            )
            {
                ItemFields = usesItems ? ItemFields(session, told["crm.item.fields"].Second) : default,
            }
        );
        LeadApi leads = usesItems
            ? new CrmItemApi(catalogue, await ItemDates.ProbeAsync(session, time.Offset, cancellationToken))
            : LeadApi.CrmLead;
        return new PortalFacts(
            catalogue,
            leads,
            Text(profile, "ID"),
            $"{Text(profile, "NAME")} {Text(profile, "LAST_NAME")}".Trim()
        )
        {
            IsSimpleMode = told["crm.settings.mode.get"].Second is CallResult mode && mode.Value.ToString() == "2",
        };
    }

    private static IReadOnlyList<PortalCall> Questions =>
        [
            new("profile", []),
            new("server.time", []),
            new("crm.lead.fields", []),
            new("crm.currency.list", []),
            new("crm.lead.userfield.list", []),
            new("crm.settings.mode.get", []),
            new(
                "crm.status.list",
                new JsonObject
                {
                    ["order"] = new JsonObject { ["SORT"] = "ASC" },
                    ["start"] = 0,
                }
            ),
            new("user.get", new JsonObject { ["start"] = 0 }),
        ];

    private static JsonElement ItemFields(PortalSession session, CallAnswer answer) =>
        answer is CallFailure { Error: { LacksMethod: true } lacking }
            ? throw new PortalException(
                lacking with
                {
                    Advice =
                        $"Set `portals.{session.Settings.Name}.api` to `crm.lead`, "
                        + "or give the webhook the scope `crm`.",
                }
            )
            : Value(answer, "crm.item.fields").GetProperty("fields");

    private static TimeZoneInfo Fixed(TimeSpan offset) =>
        TimeZoneInfo.CreateCustomTimeZone("portal", offset, "portal", "portal");

    /// <summary>What only some users may read is used when it comes.</summary>
    private static List<JsonElement> Rows(CallAnswer answer) =>
        answer is CallResult { Value.ValueKind: JsonValueKind.Array } result ? [.. result.Value.EnumerateArray()] : [];

    private static JsonElement Value(CallAnswer answer, string method) =>
        answer switch
        {
            CallResult result => result.Value,
            CallFailure failure => throw new PortalException(failure.Error),
            _ => throw new PortalException(PortalError.Of("", $"no answer to {method}", 502)),
        };

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
