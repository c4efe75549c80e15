using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Rest;

namespace LeadOps.LocalPortal.Control;

/// <summary>The door for rehearsals: look inside, script faults, set up rights, automation and mode. Wants the webhook's secret.</summary>
internal sealed class ControlDoor
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["faults"] = ["script", "restart"],
        ["edit"] = ["id", "fields"],
        ["automation"] = ["rules"],
        ["rights"] = ["user", "rights"],
        ["webhooks"] = ["user", "webhook", "scopes", "expires", "revoked"],
        ["settings"] = ["mode", "repeatLeads", "required", "blocked"],
        ["token"] = ["user", "code"],
        ["events"] = ["event", "handler", "clear"],
    };

    private readonly Portal portal;
    private readonly OAuthServer oauth;
    private readonly FaultDesk faults;
    private readonly SortedDictionary<string, Func<Parameters, JsonNode?>> doors;

    public ControlDoor(Portal portal, OAuthServer oauth, FaultDesk faults)
    {
        (this.portal, this.oauth, this.faults) = (portal, oauth, faults);
        doors = new(StringComparer.Ordinal)
        {
            ["log"] = _ => new JsonArray([.. portal.WriteLog.Select(entry => entry.DeepClone())]),
            ["requests"] = _ => new JsonObject(
                portal
                    .Counts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
                    .Append(new("http", faults.Requests))
            ),
            ["leads"] = _ => portal.Leads.Dump(),
            ["faults"] = Faults,
            ["edit"] = Edit,
            ["automation"] = Automation,
            ["rights"] = Rights,
            ["webhooks"] = Webhooks,
            ["settings"] = SetUp,
            ["token"] = Token,
            ["events"] = Events,
        };
    }

    public (int Status, JsonNode Body) Answer(string what, Parameters call)
    {
        if (!doors.TryGetValue(what, out var door))
        {
            return (404, AnswerWriter.Error("NOT_FOUND", "inflight, " + string.Join(", ", doors.Keys)));
        }

        try
        {
            CheckNames(what, call);
            return (200, door(call) ?? new JsonObject());
        }
        catch (Exception problem)
            when (problem is LocalPortalException or JsonException or RestException or FormatException)
        {
            return (400, AnswerWriter.Error("INVALID", problem.Message));
        }
    }

    /// <summary>A misspelt name would change nothing, or everything.</summary>
    private static void CheckNames(string what, Parameters call)
    {
        var known = Names.GetValueOrDefault(what, []);
        var stranger = call
            .Members.Select(pair => pair.Key)
            .FirstOrDefault(name => name != "secret" && !known.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (stranger is not null)
        {
            throw new LocalPortalException(
                $"`{what}` takes no `{stranger}`. It takes {(known.Length > 0 ? string.Join(", ", known) : "nothing")}."
            );
        }
    }

    /// <summary>`{"script": "drop-after@3"}` replaces all faults, an empty script takes them away; with `restart` requests are counted from 1 again.</summary>
    private JsonObject Faults(Parameters call)
    {
        if (call.Has("script"))
        {
            faults.Replace(call.Get("script"), portal.Methods.Check(FaultScript.Parse(call.Get("script"), 1)));
            portal.Settings.Refused.Clear();
        }

        if (Parameters.IsYes(call["restart"]))
        {
            faults.Restart();
        }

        return new JsonObject { ["faults"] = faults.Script, ["next"] = faults.Next };
    }

    private JsonObject Edit(Parameters call)
    {
        var fields = call.Map("fields", "`fields` is an object: field, then its value");
        if (fields.Count == 0)
        {
            throw new LocalPortalException(
                "`edit` lacks `fields`. Write for instance `{\"id\": 5, \"fields\": {\"STATUS_ID\": \"JUNK\"}}`."
            );
        }

        portal.Leads.CheckEdit(call.Id(), fields);
        portal.Leads.EditBehind(call.Id(), fields);
        return new JsonObject { ["edited"] = call.Id() };
    }

    /// <summary>With `rules` replaces them; answers the rules and what they did.</summary>
    private JsonObject Automation(Parameters call)
    {
        if (call.Has("rules"))
        {
            portal.Settings.Replace(Parameters.Texts(call["rules"]));
        }

        return new JsonObject
        {
            ["rules"] = new JsonArray([.. portal.Settings.Rules.Select(rule => (JsonNode)rule.Text)]),
            ["log"] = new JsonArray([.. portal.Leads.Automation.Log.Select(entry => entry.DeepClone())]),
        };
    }

    /// <summary>`{"user": 7, "rights": {"read": "Own", "stages": {"JUNK": {"edit": "None"}}}}`</summary>
    private JsonNode? Rights(Parameters call)
    {
        var user = portal.Settings.KnownUser((int)call.Id("user"));
        if (call["rights"] is { } given)
        {
            portal.Settings.Grant(user, given.Deserialize<LeadRights>(Lenient)!);
        }

        return JsonSerializer.SerializeToNode(portal.Settings.RightsOf(user), Lenient);
    }

    /// <summary>`{"user": 7, "webhook": "SECRET", "scopes": ["crm"], "expires": "2026-12-31T00:00:00Z"}`; `"revoked": 1` takes it away.</summary>
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
            portal.Settings.Known(webhook);
            portal.Settings.Webhooks.RemoveAll(known =>
                known.UserId == webhook.UserId && known.Secret == webhook.Secret
            );
            if (!Parameters.IsYes(call["revoked"]))
            {
                portal.Settings.Webhooks.Add(webhook);
            }
        }

        return JsonSerializer.SerializeToNode(portal.Settings.Webhooks, Lenient);
    }

    /// <summary>`mode` 1 or 2, `repeatLeads`, `required` {FIELD: [stages]}, `blocked` https, plan, payment, deleted, application, overload or empty.</summary>
    private JsonObject SetUp(Parameters call)
    {
        var settings = portal.Settings;
        if (call.Has("mode"))
        {
            settings.Mode = call.Get("mode") is "1" or "2"
                ? (PortalMode)int.Parse(call.Get("mode"), CultureInfo.InvariantCulture)
                : throw new LocalPortalException($"`{call.Get("mode")}` is no mode. Write 1 (classic) or 2 (simple).");
        }

        if (call.Has("repeatLeads"))
        {
            settings.HasRepeatLeads = Parameters.IsYes(call["repeatLeads"]);
        }

        if (call.Has("required"))
        {
            Require(call.Map("required", "`required` is an object: field, then its stages"));
        }

        if (call.Has("blocked"))
        {
            Block(call.Get("blocked"));
        }

        return new JsonObject
        {
            ["mode"] = (int)settings.Mode,
            ["repeatLeads"] = settings.HasRepeatLeads,
            ["required"] = new JsonObject(
                settings.Required.Select(pair =>
                    KeyValuePair.Create(
                        pair.Key,
                        (JsonNode?)new JsonArray([.. pair.Value.Select(stage => (JsonNode)stage)])
                    )
                )
            ),
            ["blocked"] = settings.Blocked,
        };
    }

    private void Require(JsonObject required)
    {
        portal.Settings.Required.Clear();
        foreach (var (name, stages) in required)
        {
            if (!portal.Store.Catalogue.Fields.ContainsKey(name))
            {
                throw new LocalPortalException($"`{name}` is no field of leads. `crm.lead.fields` lists them.");
            }

            portal.Settings.Required[name] = stages is JsonArray ? Parameters.Texts(stages) : [];
        }
    }

    private void Block(string blocked)
    {
        if (blocked.Length > 0 && !Settings.Blocks.ContainsKey(blocked))
        {
            throw new LocalPortalException(
                $"`{blocked}` blocks nothing. Write one of {string.Join(", ", Settings.Blocks.Keys)}, or nothing."
            );
        }

        portal.Settings.Blocked = blocked.Length > 0 ? blocked : null;
        oauth.Refusal = blocked switch
        {
            "payment" => "PAYMENT_REQUIRED",
            "application" => "NOT_INSTALLED",
            _ => null,
        };
    }

    /// <summary>`{"event": "ONCRMLEADUPDATE", "handler": "http://127.0.0.1:9000/hook"}`; `{"clear": 1}` takes all away.</summary>
    private JsonArray Events(Parameters call)
    {
        var events = portal.Settings.Events;
        if (Parameters.IsYes(call["clear"]))
        {
            events.Clear();
        }
        else if (call.Has("event"))
        {
            events.Bind(call.Get("event"), call.Get("handler"));
        }

        return new JsonArray([
            .. events.Handlers.Select(handler =>
                (JsonNode)
                    new JsonObject
                    {
                        ["id"] = handler.Id,
                        ["event"] = handler.Event,
                        ["handler"] = handler.Handler.ToString(),
                    }
            ),
        ]);
    }

    /// <summary>An access token of `user`, or with `code=1` an authorisation code.</summary>
    private JsonObject Token(Parameters call)
    {
        var user = portal.Settings.KnownUser(call.Has("user") ? (int)call.Id("user") : 1);
        return Parameters.IsYes(call["code"])
            ? new JsonObject { ["code"] = oauth.Code(user) }
            : new JsonObject { ["access_token"] = oauth.Grant(user) };
    }
}
