using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Dictionaries;

/// <summary>crm.enum.*: lists that nobody can change.</summary>
internal static class EnumMethods
{
    private static readonly (string Name, string Type, string Title)[] Described =
    [
        ("ID", "int", "ID"),
        ("NAME", "string", "Name"),
        ("SYMBOL_CODE", "string", "Symbol code"),
        ("SYMBOL_CODE_SHORT", "string", "Short symbol code"),
    ];

    public static IEnumerable<(string, Method)> Table =>
        FieldList
            .Enums.Select(list => ($"crm.enum.{list.Key}", (Method)((_, _) => new Answer(list.Value.DeepClone()))))
            .Append(("crm.enum.fields", (_, _) => new Answer(Fields())));

    private static JsonObject Fields() =>
        Nodes.Map(
            Described,
            field => field.Name,
            field => Descriptions.Plain(field.Type, field.Title, isReadOnly: true)
        );
}
