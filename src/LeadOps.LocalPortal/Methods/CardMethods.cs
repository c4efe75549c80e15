using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>
/// crm.lead.details.configuration.* and crm.item.details.configuration.*: which fields a lead's card shows, for one
/// user or for all. Nothing else depends on it.
/// </summary>
internal sealed class CardMethods(LeadDesk desk)
{
    public IEnumerable<(string, Method)> Table =>
        [
            .. Named("crm.lead.details.configuration.", work => work),
            .. Named("crm.item.details.configuration.", OfLeads),
        ];

    private IEnumerable<(string, Method)> Named(string prefix, Func<Method, Method> check) =>
        [
            (prefix + "get", check((call, caller) => new Answer(Kept(Key(call, caller))))),
            (prefix + "set", check(Set)),
            (prefix + "reset", check((call, caller) => Keep(Key(call, caller), ""))),
            (prefix + "forceCommonScopeForAll", check(ForceCommon)),
        ];

    private static Method OfLeads(Method work) =>
        (call, caller) =>
            call.Int("entityTypeId") switch
            {
                1 => work(call, caller),
                0 => throw RestException.Legacy("Parameter 'entityTypeId' is not defined"),
                var other => throw RestException.Legacy(
                    $"The entity type '{other}' is not supported in current context."
                ),
            };

    private Answer Set(Parameters call, Caller caller) =>
        call["data"] is JsonArray { Count: > 0 } data
            ? Keep(Key(call, caller), new JsonArray([.. data.OfType<JsonObject>().Select(Section)]).ToJsonString())
            : throw RestException.Legacy("Parameter 'data' must be array.");

    /// <summary>A section as it is answered: each field says as a text whether the card always shows it.</summary>
    private static JsonNode Section(JsonObject given)
    {
        var section = given.DeepClone().AsObject();
        section["elements"] = new JsonArray([
            .. MultifieldEditor
                .Elements(section["elements"])
                .Select(element =>
                {
                    var shown = element.DeepClone().AsObject();
                    shown["optionFlags"] = $"{Parameters.Int(element["optionFlags"])}";
                    return (JsonNode)shown;
                }),
        ]);
        return section;
    }

    /// <summary>Everybody sees the common card from now on.</summary>
    private Answer ForceCommon(Parameters call, Caller caller)
    {
        caller.CheckSettings();
        foreach (var user in desk.Catalogue.Users)
        {
            Keep($"card:{Customer(call)}:{user.Id}", "");
        }

        return new Answer(true);
    }

    /// <summary>
    /// The common card is every user's who has none; only who may change settings may change it, or that of another
    /// user.
    /// </summary>
    private static string Key(Parameters call, Caller caller)
    {
        var isCommon = call.Get("scope") == "C";
        var user = call.Has("userId") ? call.Id("userId") : caller.UserId;
        if (isCommon || user != caller.UserId)
        {
            caller.CheckSettings();
        }

        return $"card:{Customer(call)}:{(isCommon ? "C" : user)}";
    }

    /// <summary>Cards of repeated leads are others than those of simple ones.</summary>
    private static string Customer(Parameters call) =>
        (call["extras"] as JsonObject)?["leadCustomerType"] is { } type && Parameters.Text(type) == "2" ? "2" : "1";

    private JsonNode? Kept(string key) => desk.Store.Kept(key) is { Length: > 0 } json ? JsonNode.Parse(json) : null;

    private Answer Keep(string key, string json)
    {
        desk.Store.Keep(key, json);
        return new Answer(true);
    }
}
