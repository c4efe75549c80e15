using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>The portal about itself: methods, scopes, time, mode, object types.</summary>
internal sealed class SystemMethods(PortalClock clock, Settings settings, MethodTable methods)
{
    private static readonly string[] AllScopes = ["crm", "department", "task", "user", "user_basic", "user_brief"];

    private static readonly (int Id, string Code, string Short, string Name)[] OwnerTypes =
    [
        (1, "LEAD", "L", "Lead"),
        (2, "DEAL", "D", "Deal"),
        (3, "CONTACT", "C", "Contact"),
        (4, "COMPANY", "CO", "Company"),
        (5, "INVOICE", "I", "Invoice"),
        (7, "QUOTE", "Q", "Quote"),
        (8, "REQUISITE", "RQ", "Details"),
        (14, "ORDER", "O", "Order"),
        (31, "SMART_INVOICE", "SI", "Invoice"),
    ];

    public IEnumerable<(string, Method)> Table =>
        [
            ("method.get", MethodGet),
            (
                "methods",
                (call, caller) =>
                    new Answer(
                        Texts(
                            methods.Names.Where(name =>
                                (
                                    call.Get("scope") is { Length: > 0 } scope
                                        ? MethodTable.Scope(name) == scope
                                        : IsYes(call["full"])
                                ) || MethodTable.Covers(caller.Scopes, name)
                            )
                        )
                    )
            ),
            ("scope", (call, caller) => new Answer(Texts(IsYes(call["full"]) ? AllScopes : caller.Scopes))),
            ("server.time", (_, _) => new Answer(clock.Now())),
            ("app.info", AppInfo),
            ("crm.settings.mode.get", (_, _) => new Answer((int)settings.Mode)),
            (
                "crm.enum.ownertype",
                (_, _) =>
                    new Answer(
                        new JsonArray([
                            .. OwnerTypes.Select(type =>
                                (JsonNode)
                                    new JsonObject
                                    {
                                        ["ID"] = type.Id,
                                        ["NAME"] = type.Name,
                                        ["SYMBOL_CODE"] = type.Code,
                                        ["SYMBOL_CODE_SHORT"] = type.Short,
                                    }
                            ),
                        ])
                    )
            ),
            (
                "crm.multifield.fields",
                (_, _) =>
                    new Answer(
                        new JsonObject
                        {
                            ["ID"] = Descriptions.Plain("int", "ID", isReadOnly: true),
                            ["TYPE_ID"] = Descriptions.Plain("string", "Field Type", isReadOnly: true),
                            ["VALUE"] = Descriptions.Plain("string", "Value"),
                            ["VALUE_TYPE"] = Descriptions.Plain("string", "Value Type"),
                        }
                    )
            ),
        ];

    private static bool IsYes(JsonNode? node) => Parameters.IsYes(node);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private Answer MethodGet(Parameters call, Caller caller)
    {
        var exists = methods.Find(call.Get("name")) is not null;
        return new Answer(
            new JsonObject
            {
                ["isExisting"] = exists,
                ["isAvailable"] = exists && MethodTable.Covers(caller.Scopes, call.Get("name")),
            }
        );
    }

    private static Answer AppInfo(Parameters call, Caller caller) =>
        caller.IsApplication
            ? new Answer(
                new JsonObject
                {
                    ["ID"] = 1,
                    ["CODE"] = "local.leadops",
                    ["VERSION"] = 1,
                    ["STATUS"] = "L",
                    ["INSTALLED"] = true,
                    ["PAYMENT_EXPIRED"] = "N",
                    ["DAYS"] = null,
                    ["LANGUAGE_ID"] = "en",
                    ["LICENSE"] = "en_std",
                    ["LICENSE_TYPE"] = "std",
                    ["LICENSE_FAMILY"] = "std",
                    ["scope"] = Texts(caller.Scopes),
                }
            )
            : throw new RestException(400, "ACCESS_DENIED", "Access denied! Application context required");
}
