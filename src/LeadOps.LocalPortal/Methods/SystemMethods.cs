using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>The portal about itself: methods, scopes, time, mode.</summary>
internal sealed class SystemMethods(PortalClock clock, Settings settings, MethodTable methods)
{
    public IEnumerable<(string, Method)> Table =>
        [
            ("method.get", MethodGet),
            (
                "methods",
                (call, caller) =>
                    new Answer(
                        Nodes.List(
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
            ("scope", (call, caller) => new Answer(Nodes.List(IsYes(call["full"]) ? Settings.Scopes : caller.Scopes))),
            ("server.time", (_, _) => new Answer(clock.Now())),
            ("app.info", AppInfo),
            ("feature.get", Feature),
            ("crm.settings.mode.get", (_, _) => new Answer((int)settings.Mode)),
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

    /// <summary>None of the features that a plan may have: no method here needs one.</summary>
    private static Answer Feature(Parameters call, Caller caller) =>
        call.Get("code") is "" or "0"
            ? throw new RestException(400, "CODE_EMPTY", "CODE can't be empty")
            : new Answer(new JsonObject { ["value"] = "N" });

    private static bool IsYes(JsonNode? node) => Parameters.IsYes(node);

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
                    ["scope"] = Nodes.List(caller.Scopes),
                }
            )
            : throw new RestException(400, "ACCESS_DENIED", "Access denied! Application context required");
}
