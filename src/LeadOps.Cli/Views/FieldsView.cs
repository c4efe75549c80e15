using System.Text.Json.Nodes;
using LeadOps.Fields;

namespace LeadOps.Cli.Views;

/// <summary>The portal's lead fields; of one alone also its values.</summary>
internal static class FieldsView
{
    public static void Json(IReadOnlyList<FieldDefinition> fields) =>
        Terminal.Out.WriteLine(Views.Json.Text(new JsonArray([.. fields.Select(field => (JsonNode)Describe(field))])));

    public static void Text(IReadOnlyList<FieldDefinition> fields) =>
        fields.ToList().ForEach(field => Write(field, withValues: fields.Count == 1));

    private static JsonObject Describe(FieldDefinition field) =>
        new()
        {
            ["name"] = field.Name,
            ["itemName"] = field.ItemName,
            ["title"] = field.Title,
            ["type"] = field.Type,
            ["multiple"] = field.IsMultiple,
            ["writable"] = field.IsSettable,
            ["clearable"] = field.CanClear && field.IsSettable,
            ["mandatory"] = field.IsMandatory,
            ["values"] = new JsonArray([.. field.Choices.Select(choice => (JsonNode)Describe(choice))]),
        };

    private static JsonObject Describe(Choice choice)
    {
        var described = new JsonObject { ["id"] = choice.Id, ["title"] = choice.Title };
        if (choice.OtherNames is { Count: > 0 } names)
        {
            described["otherNames"] = new JsonArray([
                .. names.Where(name => name.Length > 0).Select(name => (JsonNode)name),
            ]);
        }

        if (choice.Semantics is not null)
        {
            described["semantics"] = choice.Semantics;
        }

        if (!choice.IsActive)
        {
            described["active"] = false;
        }

        return described;
    }

    private static void Write(FieldDefinition field, bool withValues)
    {
        var access =
            !field.IsSettable ? "read-only"
            : field.CanClear ? "writable"
            : "no empty";
        Terminal.Out.WriteLine(
            $"{field.Name, -24} {field.Type + (field.IsMultiple ? "[]" : ""), -18} {access, -10} "
                + $"{field.Title}{(field.IsMandatory ? " (mandatory)" : "")}"
        );
        if (!withValues)
        {
            return;
        }

        Terminal.Out.WriteLine(
            field.ItemName is { } item
                ? $"    in crm.item.*    {item}"
                : "    in crm.item.*    does not exist; LeadOps uses crm.lead.*"
        );
        foreach (var choice in field.Choices)
        {
            Terminal.Out.WriteLine(Line(choice));
        }
    }

    private static string Line(Choice choice)
    {
        var names = (choice.OtherNames ?? []).Where(name => name.Length > 0 && name != choice.Title).ToList();
        var also = names.Count > 0 ? $", also: {string.Join(", ", names)}" : "";
        var meaning = choice.Semantics switch
        {
            "S" => " (final: won)",
            "F" => " (final: lost)",
            _ => "",
        };
        return $"    {choice.Id, -16} {choice.Title}{also}{meaning}{(choice.IsActive ? "" : " (inactive)")}";
    }
}
