using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using static LeadOps.Schema.SchemaParts;

namespace LeadOps.Schema;

/// <summary>`select`: which leads.</summary>
internal sealed class SelectorSchema(FieldCatalogue catalogue)
{
    private static readonly string[] SelectorKinds = ["id", "origin", "where", "any", "filter", "all"];

    public JsonObject Build()
    {
        var select = Mapping(
            "Which leads.",
            new()
            {
                ["id"] = AnyOf(Type("integer", "string"), List(Type("integer", "string"))),
                ["origin"] = Mapping(
                    "By the outside system's identity.",
                    new() { [OriginRule.Originator] = Reference("scalar"), [OriginRule.Origin] = Reference("scalar") },
                    OriginRule.Originator,
                    OriginRule.Origin
                ),
                ["where"] = Reference("where"),
                ["any"] = Described(List(Reference("where")), "Alternatives, joined by OR."),
                ["filter"] = Described(Type("object"), "The portal's own filter object."),
                ["all"] = new JsonObject { ["const"] = true, ["description"] = "Every lead." },
                ["when"] = Described(Type("string", "boolean"), "A Scriban expression, decided per lead."),
                ["groupBy"] = Described(
                    AnyOf(Type("string"), GroupFields()),
                    "Leads that share any of these values are one group; fields, or an expression in braces."
                ),
                ["groupSize"] = Described(Reference("expect"), "How many leads a group must have."),
                ["take"] = new JsonObject
                {
                    ["enum"] = new JsonArray("first", "rest", "all"),
                    ["description"] = "Which leads of each group, in the order of `orderBy`, then ID.",
                },
                ["expect"] = Reference("expect"),
                ["orderBy"] = new FieldSchemas(catalogue).Of(
                    "Before `limit`.",
                    field => !field.IsList,
                    _ => new JsonObject { ["enum"] = new JsonArray("asc", "desc") }
                ),
                ["limit"] = WholeNumber(1),
            }
        );
        select["oneOf"] = new JsonArray([.. SelectorKinds.Select(kind => (JsonNode)Required(kind))]);
        Needs(select, "groupBy", "groupSize", "take");
        return select;
    }

    private JsonObject GroupFields()
    {
        var list = List(new FieldSchemas(catalogue).Name(field => !field.IsApart));
        list["minItems"] = 1;
        return list;
    }
}
