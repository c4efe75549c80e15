using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using static LeadOps.Schema.SchemaParts;

namespace LeadOps.Schema;

/// <summary>The fields of the catalogue as properties: what a condition may ask and what `set` may give.</summary>
internal sealed class FieldSchemas(FieldCatalogue catalogue)
{
    public JsonObject Of(string description, Func<FieldDefinition, bool> isIn, Func<FieldDefinition, JsonObject> value)
    {
        var properties = new JsonObject(
            catalogue
                .All.Where(isIn)
                .OrderBy(field => field.Name, StringComparer.Ordinal)
                .Select(field =>
                    KeyValuePair.Create(field.Name, (JsonNode?)Described(value(field), $"{field.Title} ({field.Type})"))
                )
        );
        var fields = new JsonObject
        {
            ["type"] = "object",
            ["description"] = description,
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (catalogue.IsOffline)
        {
            fields["patternProperties"] = new JsonObject
            {
                ["^UF_"] = new JsonObject { ["description"] = "A custom field; `leadops schema --online` knows them." },
            };
        }

        return fields;
    }

    /// <summary>The name of a field; without a portal custom fields are not known and any may be meant.</summary>
    public JsonObject Name(Func<FieldDefinition, bool> isIn)
    {
        var known = Choice([.. catalogue.All.Where(isIn).Select(field => field.Name)]);
        return catalogue.IsOffline ? AnyOf(known, new JsonObject { ["type"] = "string", ["pattern"] = "^UF_" }) : known;
    }

    public static JsonObject Condition(FieldDefinition field)
    {
        var operators = new JsonObject();
        foreach (var name in new[] { "gt", "gte", "lt", "lte", "not", "contains", "startsWith", "endsWith", "like" })
        {
            operators[name] = name == "not" ? Scalar(field) : Reference("scalar");
        }

        operators["in"] = List(Scalar(field));
        operators["notIn"] = List(Scalar(field));
        operators["empty"] = Type("boolean");
        return AnyOf(
            Scalar(field),
            List(Scalar(field)),
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = operators,
                ["additionalProperties"] = false,
            }
        );
    }

    public static JsonObject Wanted(FieldDefinition field) =>
        field.Form switch
        {
            ValueForm.ProductRows => ProductRows(),
            ValueForm.Files => Files(field),
            _ => Values(field),
        };

    private static JsonObject ProductRows()
    {
        var row = Mapping("One product row.", ProductRow.Names.ToDictionary(name => name, _ => Reference("scalar")));
        return AnyOf(List(row), Reference("template"), Described(Type("null"), "Removes all rows."));
    }

    private static JsonObject Files(FieldDefinition field)
    {
        static JsonObject File() =>
            Mapping("A file below the manifest's folder.", new() { ["file"] = Type("string") }, "file");
        if (!field.IsMultiple)
        {
            return AnyOf(File(), Described(Type("null"), "Removes the file."));
        }

        var edit = Mapping("Files to add to those that are there.", new() { ["add"] = List(File()) });
        return AnyOf(File(), List(File()), edit, Described(Type("null"), "Removes all files."));
    }

    private static JsonObject Values(FieldDefinition field)
    {
        var forms = new List<JsonObject> { Item(field) };
        if (field.IsList)
        {
            forms.Add(List(Item(field)));
            forms.Add(
                Mapping(
                    "An edit; values are found whatever their spelling.",
                    new()
                    {
                        ["add"] = AnyOf(List(Item(field)), Reference("template")),
                        ["remove"] = AnyOf(List(Reference("scalar")), Reference("template")),
                        ["replace"] = Type("object"),
                    }
                )
            );
        }

        if (field.CanClear)
        {
            forms.Add(Described(Type("null"), "Clears the field."));
        }

        return AnyOf([.. forms]);
    }

    private static JsonObject Item(FieldDefinition field) => field.IsMultifield ? MultifieldItem() : Scalar(field);

    private static JsonObject MultifieldItem() =>
        AnyOf(
            Type("string", "number"),
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { ["VALUE"] = Reference("scalar"), ["VALUE_TYPE"] = Type("string") },
                ["required"] = new JsonArray("VALUE"),
                ["additionalProperties"] = false,
            }
        );

    private static JsonObject Scalar(FieldDefinition field)
    {
        if (field.Choices.Count == 0)
        {
            return Reference("scalar");
        }

        var names = field
            .Choices.SelectMany(choice => new[] { choice.Id, choice.Title }.Concat(choice.OtherNames ?? []))
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal);
        var numbers = field
            .Choices.Select(choice => choice.Id)
            .Where(id => long.TryParse(id, out _))
            .Select(id => (JsonNode)long.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
        return AnyOf(
            new JsonObject { ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name), .. numbers]) },
            Reference("template")
        );
    }
}
