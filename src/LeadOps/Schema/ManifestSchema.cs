using System.Text.Json.Nodes;
using LeadOps.Fields;
using static LeadOps.Schema.SchemaParts;

namespace LeadOps.Schema;

/// <summary>
/// JSON Schema (draft 2020-12) of a manifest, for editors: completes fields, stages and users, underlines what is
/// wrong.
/// </summary>
public sealed class ManifestSchema(FieldCatalogue catalogue)
{
    private readonly FieldSchemas fields = new(catalogue);

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
            ["where"] = Filled(
                fields.Of("Conditions, all of which hold.", field => !field.IsApart, FieldSchemas.Condition)
            ),
            ["set"] = fields.Of("Fields and their values.", field => field.IsSettable, FieldSchemas.Wanted),
            ["fieldNames"] = List(fields.Name(field => field.IsSettable)),
            ["select"] = new SelectorSchema(catalogue).Build(),
            ["change"] = ChangeSchema.Change(),
            ["fixture"] = ChangeSchema.Fixture(),
            ["test"] = ChangeSchema.Test(),
        };

    private static JsonObject RowFile() =>
        Mapping(
            "A file of rows and how it is written.",
            new()
            {
                ["file"] = Described(Type("string"), "Beside or below the manifest."),
                ["separator"] = new JsonObject
                {
                    ["type"] = "string",
                    ["minLength"] = 1,
                    ["maxLength"] = 1,
                    ["description"] = "Between the cells; default: a comma, in .tsv a tab.",
                },
                ["encoding"] = Described(Type("string"), "For instance windows-1251; default: utf-8."),
                ["decimal"] = Described(Choice(".", ","), "The decimal mark of number columns."),
                ["dates"] = Described(Type("string"), "How dates are written, for instance dd.MM.yyyy."),
                ["types"] = Described(
                    new JsonObject
                    {
                        ["type"] = "object",
                        ["additionalProperties"] = Choice("text", "number", "date", "boolean"),
                    },
                    "Types of columns. Other columns are text; in a workbook they keep the type of the cell."
                ),
                ["sheet"] = Described(Type("string"), "Sheet of a workbook; default: the first that is not hidden."),
                ["headerRow"] = Described(WholeNumber(1), "Line of a workbook that names the columns."),
                ["skip"] = Described(WholeNumber(0), "Lines to skip before the header."),
            },
            "file"
        );
}
