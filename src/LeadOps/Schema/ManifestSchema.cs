using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Rules;

namespace LeadOps.Schema;

/// <summary>JSON Schema (draft 2020-12) of a manifest, for editors: completes fields, stages and users, underlines what is wrong.</summary>
public sealed class ManifestSchema(FieldCatalogue catalogue)
{
    private static readonly string[] SelectorKinds = ["id", "origin", "where", "any", "filter", "all"];

    public JsonObject Build()
    {
        var schema = Mapping(
            "A LeadOps manifest: which leads, and what they should become.",
            new()
            {
                ["manifest"] = new JsonObject { ["const"] = 1, ["description"] = "Format version." },
                ["name"] = Reference("name"),
                ["description"] = Type("string"),
                ["once"] = Described(Type("boolean"), "true: applied at most once per portal."),
                ["env"] = Described(List(Type("string")), "Environment variables that templates may read."),
                ["vars"] = Described(Type("object"), "Values for `vars.NAME` in templates; `--var` replaces them."),
                ["rows"] = Described(
                    new JsonObject
                    {
                        ["type"] = "object",
                        ["additionalProperties"] = AnyOf(
                            Described(Type("string"), "A .csv, .tsv, .xlsx, .json, .jsonl or .yml file."),
                            List(Type("object")),
                            RowFile()
                        ),
                    },
                    "Input data for `forEach`."
                ),
                ["changes"] = List(Reference("change")),
                ["fixtures"] = List(Reference("fixture")),
                ["tests"] = List(Reference("test")),
            },
            "manifest",
            "name"
        );
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema["$defs"] = Definitions();
        return schema;
    }

    private static JsonObject RowFile() =>
        Mapping(
            "A file of rows and how it is written.",
            new()
            {
                ["file"] = Described(Type("string"), "Beside or below the manifest."),
                ["separator"] = Described(Type("string"), "Between the cells; default: a comma, in .tsv a tab."),
                ["encoding"] = Described(Type("string"), "For instance windows-1251; default: utf-8."),
                ["decimal"] = Described(Choice(".", ","), "Before the decimals of columns typed number."),
                ["dates"] = Described(Type("string"), "How dates are written, for instance dd.MM.yyyy."),
                ["types"] = Described(
                    new JsonObject
                    {
                        ["type"] = "object",
                        ["additionalProperties"] = Choice("text", "number", "date", "boolean"),
                    },
                    "Columns with their types; a column that is not named is text, in a workbook what the cell is."
                ),
                ["sheet"] = Described(Type("string"), "Sheet of a workbook; default: the first."),
                ["headerRow"] = Described(Type("integer"), "Line of a workbook that names the columns."),
                ["skip"] = Described(Type("integer"), "Lines before the header."),
            },
            "file"
        );

    private static JsonObject Choice(params string[] values) =>
        new() { ["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]) };

    private JsonObject Definitions() =>
        new()
        {
            ["name"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9-]+$" },
            ["template"] = Described(
                new JsonObject { ["type"] = "string", ["pattern"] = @"\{\{" },
                "Text with a Scriban expression between {{ and }}."
            ),
            ["scalar"] = Type("string", "number", "boolean"),
            ["expect"] = AnyOf(
                Type("integer"),
                Mapping(
                    "How many leads the selector must find.",
                    new() { ["min"] = Type("integer"), ["max"] = Type("integer") }
                )
            ),
            ["where"] = Fields("Conditions, all of which hold.", field => !field.IsApart, Condition),
            ["set"] = Fields(
                "Fields and their values.",
                field => !field.IsReadOnly && field.Name != MultifieldRule.Link,
                Wanted
            ),
            ["fieldNames"] = List(
                new JsonObject
                {
                    ["enum"] = new JsonArray([
                        .. catalogue.All.Where(field => !field.IsReadOnly).Select(field => (JsonNode)field.Name),
                    ]),
                }
            ),
            ["select"] = Select(),
            ["change"] = Change(),
            ["fixture"] = Fixture(),
            ["test"] = Test(),
        };

    private JsonObject Select()
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
                    AnyOf(Type("string"), List(GroupField())),
                    "Leads that share any of these values are one group; fields, or an expression in braces."
                ),
                ["groupSize"] = Described(Reference("expect"), "How many leads a group must have."),
                ["take"] = new JsonObject
                {
                    ["enum"] = new JsonArray("first", "rest", "all"),
                    ["description"] = "Which leads of each group, in the order of `orderBy`, then ID.",
                },
                ["expect"] = Reference("expect"),
                ["orderBy"] = Fields(
                    "Before `limit`.",
                    field => !field.IsList,
                    _ => new JsonObject { ["enum"] = new JsonArray("asc", "desc") }
                ),
                ["limit"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            }
        );
        select["oneOf"] = new JsonArray([
            .. SelectorKinds.Select(kind => (JsonNode)new JsonObject { ["required"] = new JsonArray(kind) }),
        ]);
        return select;
    }

    private JsonObject GroupField() =>
        catalogue.IsOffline
            ? Type("string")
            : new JsonObject
            {
                ["enum"] = new JsonArray([
                    .. catalogue.All.Where(field => !field.IsApart).Select(field => (JsonNode)field.Name),
                ]),
            };

    private static JsonObject Change() =>
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
                    ["description"] = "A row without a lead becomes a new one, by its origin never twice.",
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

    private static JsonObject Fixture() =>
        Mapping(
            "Leads made for tests.",
            new()
            {
                ["name"] = Reference("name"),
                ["description"] = Type("string"),
                ["count"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
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

    private static JsonObject Test() =>
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

    private JsonObject Fields(
        string description,
        Func<FieldDefinition, bool> isIn,
        Func<FieldDefinition, JsonObject> value
    )
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

    private static JsonObject Condition(FieldDefinition field)
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

    private static JsonObject Wanted(FieldDefinition field)
    {
        if (field.Type == "crm_productrow")
        {
            var row = Mapping(
                "One product row.",
                ProductRow.Names.ToDictionary(name => name, _ => Reference("scalar"))
            );
            return AnyOf(List(row), Reference("template"), Described(Type("null"), "Removes all rows."));
        }

        if (field.Type == "file")
        {
            var file = Mapping("A file below the manifest's folder.", new() { ["file"] = Type("string") }, "file");
            var edit = Mapping(
                "Files beside those that are there.",
                new() { ["add"] = List((JsonObject)file.DeepClone()) }
            );
            return field.IsMultiple
                ? AnyOf(file, List((JsonObject)file.DeepClone()), edit, Described(Type("null"), "Removes all files."))
                : AnyOf(file, Described(Type("null"), "Removes the file."));
        }

        var forms = new List<JsonObject>();
        var item = field.IsMultifield
            ? AnyOf(
                Type("string", "number"),
                new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject
                    {
                        ["VALUE"] = Reference("scalar"),
                        ["VALUE_TYPE"] = Type("string"),
                    },
                    ["required"] = new JsonArray("VALUE"),
                    ["additionalProperties"] = false,
                }
            )
            : Scalar(field);
        forms.Add(item);
        if (field.IsList)
        {
            forms.Add(List((JsonObject)item.DeepClone()));
            forms.Add(
                Mapping(
                    "An edit; values are found whatever their spelling.",
                    new()
                    {
                        ["add"] = AnyOf(List((JsonObject)item.DeepClone()), Reference("template")),
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

    private static JsonObject Mapping(
        string description,
        Dictionary<string, JsonObject> properties,
        params string[] required
    )
    {
        var mapping = new JsonObject
        {
            ["type"] = "object",
            ["description"] = description,
            ["properties"] = new JsonObject(
                properties.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
            ),
            ["additionalProperties"] = false,
        };
        if (required.Length > 0)
        {
            mapping["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
        }

        return mapping;
    }

    private static JsonObject Type(params string[] names) =>
        new() { ["type"] = names.Length == 1 ? names[0] : new JsonArray([.. names.Select(name => (JsonNode)name)]) };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject AnyOf(params JsonObject[] forms) => new() { ["anyOf"] = new JsonArray([.. forms]) };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Described(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }
}
