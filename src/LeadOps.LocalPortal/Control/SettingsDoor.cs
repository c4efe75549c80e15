using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Control;

/// <summary>Mode, mandatory fields, blocked portals, how duplicates are searched.</summary>
internal sealed class SettingsDoor(LeadDesk leads, OAuthServer oauth)
{
    private readonly Settings settings = leads.Settings;

    public Door Door => new("settings", ["mode", "repeatLeads", "required", "blocked", "duplicates"], SetUp);

    /// <summary>
    /// `mode` 1 or 2, `repeatLeads`, `required` {FIELD: [stages]}, `blocked` https, plan, payment, deleted,
    /// application, overload or empty, `duplicates` each, whole, spelling.
    /// </summary>
    private JsonObject SetUp(Parameters call)
    {
        if (call.Has("mode"))
        {
            settings.Mode = call.Get("mode") is "1" or "2"
                ? (PortalMode)int.Parse(call.Get("mode"), CultureInfo.InvariantCulture)
                : throw new LocalPortalException(
                    $"`{call.Get("mode")}` is not a mode. Write 1 (classic) or 2 (simple)."
                );
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

        if (call.Has("duplicates"))
        {
            settings.Duplicates = Enum.TryParse<DuplicateHabit>(call.Get("duplicates"), ignoreCase: true, out var habit)
                ? habit
                : throw new LocalPortalException(
                    $"`{call.Get("duplicates")}` is not a way to search duplicates. Write each, whole or spelling."
                );
        }

        return new JsonObject
        {
            ["mode"] = (int)settings.Mode,
            ["repeatLeads"] = settings.HasRepeatLeads,
            ["required"] = Nodes.Map(settings.Required, pair => pair.Key, pair => Nodes.List(pair.Value)),
            ["blocked"] = settings.Blocked,
            ["duplicates"] = $"{settings.Duplicates}".ToLowerInvariant(),
        };
    }

    private void Require(JsonObject required)
    {
        settings.Required.Clear();
        foreach (var (name, stages) in required)
        {
            if (!leads.Catalogue.Fields.ContainsKey(name))
            {
                throw new LocalPortalException($"`{name}` is not a field of leads. `crm.lead.fields` lists them.");
            }

            settings.Required[name] = stages is JsonArray ? Parameters.Texts(stages) : [];
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

        settings.Blocked = blocked.Length > 0 ? blocked : null;
        oauth.Refusal = blocked switch
        {
            "payment" => "PAYMENT_REQUIRED",
            "application" => "NOT_INSTALLED",
            _ => null,
        };
    }
}
