using System.Text.Json.Nodes;
using static LeadOps.Schema.SchemaParts;

namespace LeadOps.Schema;

/// <summary>What a manifest says: changes, fixtures and tests.</summary>
internal static class ChangeSchema
{
    public static JsonObject Change()
    {
        var change = Keys();
        Needs(change, "whenMissing", "key", "setOnCreate");
        change["anyOf"] = new JsonArray(Required("set"), Required("unset"), Required("setOnCreate"));
        change["if"] = Required("whenMissing");
        change["then"] = AnyOf(
            Required("key"),
            new JsonObject { ["properties"] = new JsonObject { ["select"] = Required("origin") } }
        );
        return change;
    }

    private static JsonObject Keys() =>
        Mapping(
            "A named rule: which leads, and what they should become.",
            new()
            {
                ["name"] = Reference("name"),
                ["description"] = Type("string"),
                ["forEach"] = Described(Type("string"), "Once per row of these rows."),
                ["select"] = Reference("select"),
                ["set"] = Reference("set"),
                ["whenMissing"] = new JsonObject
                {
                    ["const"] = "create",
                    ["description"] = "A row without a lead makes a new lead. Its origin prevents a second one.",
                },
                ["key"] = Described(Reference("scalar"), "ORIGIN_ID of a new lead, when the selector is not `origin`."),
                ["setOnCreate"] = Described(Reference("set"), "What only new leads get."),
                ["unset"] = Described(Reference("fieldNames"), "Fields to clear."),
                ["mayClear"] = Described(Reference("fieldNames"), "Fields that an empty template result may clear."),
                ["assert"] = List(
                    Mapping(
                        "A lead for which this does not hold is blocked.",
                        new() { ["that"] = Type("string", "boolean"), ["message"] = Type("string") },
                        "that"
                    )
                ),
                ["params"] = Mapping(
                    "Parameters of crm.lead.update.",
                    new()
                    {
                        ["REGISTER_SONET_EVENT"] = Reference("scalar"),
                        ["REGISTER_HISTORY_EVENT"] = Reference("scalar"),
                    }
                ),
                ["override"] = Described(Type("boolean"), "true: may replace what an earlier change sets."),
            },
            "name",
            "select"
        );

    public static JsonObject Fixture() =>
        Mapping(
            "Leads made for tests.",
            new()
            {
                ["name"] = Reference("name"),
                ["description"] = Type("string"),
                ["count"] = WholeNumber(0),
                ["forEach"] = Type("string"),
                ["key"] = Described(Reference("scalar"), "Becomes ORIGIN_ID; let it contain {{ index }} or a column."),
                ["set"] = Reference("set"),
                ["prune"] = Described(
                    Type("boolean"),
                    "true: seeded leads that the fixture no longer names are deleted."
                ),
            },
            "name",
            "key"
        );

    public static JsonObject Test() =>
        Mapping(
            "Run by `leadops test` on a fresh embedded portal.",
            new()
            {
                ["name"] = Type("string"),
                ["fixtures"] = List(Type("string")),
                ["clock"] = Mapping(
                    "The portal's time while seeding, and at the run.",
                    new() { ["seed"] = Type("string"), ["run"] = Type("string") }
                ),
                ["expect"] = Mapping(
                    "What must hold.",
                    new()
                    {
                        ["changes"] = Mapping(
                            "Counts of the plan.",
                            new()
                            {
                                ["update"] = Type("integer"),
                                ["create"] = Type("integer"),
                                ["delete"] = Type("integer"),
                                ["blocked"] = Type("integer"),
                                ["unchanged"] = Type("integer"),
                            }
                        ),
                        ["leads"] = Described(
                            new JsonObject { ["type"] = "object", ["additionalProperties"] = Type("object", "null") },
                            "Fields by fixture key; null: must be gone."
                        ),
                        ["secondPlanEmpty"] = Type("boolean"),
                    }
                ),
            },
            "name",
            "expect"
        );
}
