using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.UserFields;

/// <summary>userfieldconfig.*: the same definitions under camelCase names. Here they are those of leads.</summary>
internal sealed class UserFieldConfigMethods(LeadDesk desk)
{
    private const string Module = "crm";

    /// <summary>What add reads; update reads the same, but what cannot change.</summary>
    private static readonly string[] Writable =
    [
        .. "fieldName userTypeId xmlId sort multiple mandatory showFilter editInList isSearchable settings".Split(' '),
        .. "editFormLabel helpMessage enum".Split(' '),
    ];

    private readonly UserFieldDesk fields = new(desk);

    public IEnumerable<(string, Method)> Table =>
        [
            ("userfieldconfig.add", Add),
            ("userfieldconfig.update", Update),
            ("userfieldconfig.delete", Delete),
            ("userfieldconfig.get", Get),
            ("userfieldconfig.list", List),
            ("userfieldconfig.getTypes", GetTypes),
        ];

    private Answer Add(Parameters call, Caller caller)
    {
        CheckModule(call, caller);
        var given = Given(call);
        var name = Parameters.Text(given["fieldName"]).ToUpperInvariant();
        if (!caller.CanChangeSettings)
        {
            throw RestException.Legacy("Access denied");
        }

        if (
            Parameters.Text(given["entityId"]) != UserFieldConfigFormat.Entity
            || (name.Length > 0 && !name.StartsWith("UF_CRM_LEAD_", StringComparison.Ordinal))
        )
        {
            throw RestException.Legacy("You cannot create custom fields");
        }

        var written = Legacy(given);
        written["SHOW_IN_LIST"] = "Y";
        return One(fields.Add(written));
    }

    private Answer Update(Parameters call, Caller caller)
    {
        CheckModule(call, caller);
        var field = Find(call, caller.CanChangeSettings, "You cannot change the settings of the user field");
        var changes = Legacy(Given(call));
        if (Parameters.Text(changes["USER_TYPE_ID"]) != "enumeration")
        {
            changes.Remove("LIST");
        }

        return One(fields.Update(field, changes));
    }

    private Answer Delete(Parameters call, Caller caller)
    {
        CheckModule(call, caller);
        fields.Delete(Find(call, caller.CanChangeSettings, "You cannot delete the user field"));
        return new Answer(null);
    }

    private Answer Get(Parameters call, Caller caller)
    {
        CheckModule(call, caller);
        return One(Find(call, desk.Gate.CanReadAny(caller), UserFieldConfigFormat.Hidden));
    }

    private Answer List(Parameters call, Caller caller)
    {
        CheckModule(call, caller);
        var filter = call.Filter;
        var entities = Parameters.Texts(filter["entityId"]);
        if (!desk.Gate.CanReadAny(caller) || (entities.Count > 0 && !entities.Contains(UserFieldConfigFormat.Entity)))
        {
            throw RestException.Legacy(UserFieldConfigFormat.Hidden);
        }

        var select = call.Map("select", "Parameter 'select' must be array.");
        var language = Parameters.Text(select["language"]) is { Length: > 0 } given ? given : null;
        var rows = fields.Rows(Upper(filter), Upper(call.Order), language);
        var (page, total, next) = Page.Of(rows, call.Start);
        var names = select.Where(pair => pair.Key != "language").Select(pair => Parameters.Text(pair.Value)).ToList();
        return new Answer(
            new JsonObject
            {
                ["fields"] = Nodes.List(page.Select(row => UserFieldConfigFormat.Row(row, language, names))),
            },
            total,
            next
        );
    }

    private static Answer GetTypes(Parameters call, Caller caller)
    {
        CheckModule(call, caller);
        var types = UserTypes.All.Select(type =>
            KeyValuePair.Create(
                type.Id,
                (JsonNode?)new JsonObject { ["userTypeId"] = type.Id, ["description"] = type.Title }
            )
        );
        return new Answer(new JsonObject { ["types"] = new JsonObject(types) });
    }

    private static Answer One(UserField field) => new(new JsonObject { ["field"] = UserFieldConfigFormat.Full(field) });

    private static void CheckModule(Parameters call, Caller caller)
    {
        var module = call.Get("moduleId") is { Length: > 0 } given ? given : throw RestException.Missing("moduleId");
        if (!caller.Scopes.Contains(module))
        {
            throw RestException.Legacy($"The current method required more scopes. ({module})");
        }

        if (module != Module)
        {
            throw RestException.Legacy("No settings for UserFieldAccess");
        }
    }

    private static JsonObject Given(Parameters call) =>
        call["field"] as JsonObject ?? throw RestException.Missing("field");

    /// <summary>A field that is gone is refused in the same words as one that the caller may not touch.</summary>
    private UserField Find(Parameters call, bool isAllowed, string refusal) =>
        (isAllowed ? fields.Find(call.Int("id")) : null) ?? throw RestException.Legacy(refusal);

    private static JsonObject Legacy(JsonObject given) =>
        UserFieldConfigFormat.Back(given.Where(pair => Writable.Contains(pair.Key)));

    private static JsonObject Upper(JsonObject conditions) =>
        new(
            conditions.Select(pair =>
            {
                var (prefix, name) = Conditions.Split(pair.Key);
                return KeyValuePair.Create(prefix + CamelCase.Back(name), pair.Value?.DeepClone());
            })
        );
}
