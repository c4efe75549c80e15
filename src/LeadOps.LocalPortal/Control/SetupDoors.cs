using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Control;

/// <summary>How the portal is set up: automation, rights, webhooks, events, tokens. Settings are apart.</summary>
internal sealed class SetupDoors
{
    private readonly LeadDesk leads;
    private readonly OAuthServer oauth;
    private readonly Settings settings;

    public SetupDoors(LeadDesk leads, OAuthServer oauth) =>
        (this.leads, this.oauth, settings) = (leads, oauth, leads.Settings);

    public IEnumerable<Door> All =>
        [
            new("automation", ["rules"], Automation),
            new("rights", ["user", "rights"], Rights),
            new("webhooks", ["user", "webhook", "scopes", "expires", "revoked"], Webhooks),
            new SettingsDoor(leads, oauth).Door,
            new("token", ["user", "code"], Token),
            new("events", ["event", "handler", "clear"], Events),
        ];

    /// <summary>With `rules` replaces them; answers the rules and what they did.</summary>
    private JsonObject Automation(Parameters call)
    {
        if (call.Has("rules"))
        {
            settings.Replace(Parameters.Texts(call["rules"]));
        }

        return new JsonObject
        {
            ["rules"] = Nodes.List(settings.Rules, rule => rule.Text),
            ["log"] = new JsonArray([.. leads.Automation.Log.Select(entry => entry.DeepClone())]),
        };
    }

    /// <summary>`{"user": 7, "rights": {"read": "Own", "stages": {"JUNK": {"edit": "None"}}}}`</summary>
    private JsonNode? Rights(Parameters call)
    {
        var user = settings.KnownUser((int)call.Id("user"));
        if (call["rights"] is { } given)
        {
            settings.Grant(user, given.Deserialize(SetupJson.Default.LeadRights)!);
        }

        return JsonSerializer.SerializeToNode(settings.RightsOf(user), SetupJson.Default.LeadRights);
    }

    /// <summary>
    /// `{"user": 7, "webhook": "SECRET", "scopes": ["crm"], "expires": "2026-12-31T00:00:00Z"}`; `"revoked": 1` takes
    /// it away.
    /// </summary>
    private JsonNode? Webhooks(Parameters call)
    {
        if (call.Has("webhook"))
        {
            var webhook = new LocalWebhook((int)call.Id("user"), call.Get("webhook"))
            {
                ExpiresAt = call.Has("expires")
                    ? DateTimeOffset.Parse(call.Get("expires"), CultureInfo.InvariantCulture)
                    : null,
                Scopes = call.Has("scopes") ? Parameters.Texts(call["scopes"]) : ["crm", "user_basic"],
            };
            settings.Known(webhook);
            settings.Webhooks.RemoveAll(known => known.UserId == webhook.UserId && known.Secret == webhook.Secret);
            if (!Parameters.IsYes(call["revoked"]))
            {
                settings.Webhooks.Add(webhook);
            }
        }

        return JsonSerializer.SerializeToNode(settings.Webhooks, SetupJson.Default.Webhooks);
    }

    /// <summary>
    /// `{"event": "ONCRMLEADUPDATE", "handler": "http://127.0.0.1:9000/hook"}`; `{"clear": 1}` takes all away.
    /// </summary>
    private JsonArray Events(Parameters call)
    {
        var events = settings.Events;
        if (Parameters.IsYes(call["clear"]))
        {
            events.Clear();
        }
        else if (call.Has("event"))
        {
            events.Bind(call.Get("event"), call.Get("handler"));
        }

        return Nodes.List(
            events.Handlers,
            handler => new JsonObject
            {
                ["id"] = handler.Id,
                ["event"] = handler.Event,
                ["handler"] = handler.Handler.ToString(),
            }
        );
    }

    /// <summary>An access token of `user`, or with `code=1` an authorisation code.</summary>
    private JsonObject Token(Parameters call)
    {
        var user = settings.KnownUser(call.Has("user") ? (int)call.Id("user") : 1);
        return Parameters.IsYes(call["code"])
            ? new JsonObject { ["code"] = oauth.Code(user) }
            : new JsonObject { ["access_token"] = oauth.Grant(user) };
    }
}
