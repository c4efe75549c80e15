using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>
/// crm.lead.details.configuration.*: which fields a lead's card shows, for one user or for all. Nothing else depends
/// on it.
/// </summary>
internal sealed class CardMethods(LeadDesk desk)
{
    private const string Prefix = "crm.lead.details.configuration.";

    public IEnumerable<(string, Method)> Table =>
        [
            (Prefix + "get", (call, caller) => new Answer(Kept(Key(call, caller)))),
            (Prefix + "set", Set),
            (Prefix + "reset", (call, caller) => Keep(Key(call, caller), "")),
            (Prefix + "forceCommonScopeForAll", ForceCommon),
        ];

    private Answer Set(Parameters call, Caller caller) =>
        call["data"] is JsonArray { Count: > 0 } data
            ? Keep(Key(call, caller), data.ToJsonString())
            : throw RestException.Legacy("Parameter 'data' must be array.");

    /// <summary>Everybody sees the common card from now on.</summary>
    private Answer ForceCommon(Parameters call, Caller caller)
    {
        CheckSettings(caller);
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
            CheckSettings(caller);
        }

        return $"card:{Customer(call)}:{(isCommon ? "C" : user)}";
    }

    /// <summary>Cards of repeated leads are others than those of simple ones.</summary>
    private static string Customer(Parameters call) =>
        (call["extras"] as JsonObject)?["leadCustomerType"] is { } type && Parameters.Text(type) == "2" ? "2" : "1";

    private static void CheckSettings(Caller caller)
    {
        if (!caller.IsAdmin && !caller.Rights.CanChangeSettings)
        {
            throw RestException.Legacy("Access denied.");
        }
    }

    private JsonNode? Kept(string key) => desk.Store.Kept(key) is { Length: > 0 } json ? JsonNode.Parse(json) : null;

    private Answer Keep(string key, string json)
    {
        desk.Store.Keep(key, json);
        return new Answer(true);
    }
}
