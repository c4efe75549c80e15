using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Fields;

namespace LeadOps.Cli.Commands;

internal static class FieldsCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(GlobalOptions global)
    {
        var name = new Argument<string?>("NAME") { Description = "one field", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(
            "fields",
            "The portal's lead fields: type, writable, allowed values. Example: leadops fields STATUS_ID"
        )
        {
            name,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var format = global.Format(parsed, "text", "json");
                var settings = GlobalOptions.Settings(parsed, global);
                await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
                var catalogue = (await Shell.Pipeline(settings, portal).FactsAsync(cancel)).Catalogue;
                var fields = Chosen(catalogue, parsed.GetValue(name));
                if (format == "json")
                {
                    Terminal.Out.WriteLine(
                        new JsonArray([.. fields.Select(field => (JsonNode)Describe(field))]).ToJsonString(Indented)
                    );
                    return ExitCodes.Done;
                }

                fields.ToList().ForEach(field => Write(field, fields.Count == 1));
                return ExitCodes.Done;
            }
        );
        return command;
    }

    private static IReadOnlyList<FieldDefinition> Chosen(FieldCatalogue catalogue, string? name)
    {
        if (name is null)
        {
            return [.. catalogue.All];
        }

        var near = catalogue.Suggest(name);
        return catalogue.Find(name) is { } field
            ? [field]
            : throw new LeadOpsException(
                Failure.Invalid,
                $"Leads have no field `{name}`.{(near is null ? "" : $" Did you mean `{near}`?")}"
            );
    }

    private static JsonObject Describe(FieldDefinition field) =>
        new()
        {
            ["name"] = field.Name,
            ["itemName"] = field.ItemName,
            ["title"] = field.Title,
            ["type"] = field.Type,
            ["multiple"] = field.IsMultiple,
            ["writable"] = !field.IsReadOnly,
            ["clearable"] = field.CanClear && !field.IsReadOnly,
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
            field.IsReadOnly ? "read-only"
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
            var names = string.Join(
                ", ",
                (choice.OtherNames ?? []).Where(name => name.Length > 0 && name != choice.Title)
            );
            var meaning = choice.Semantics switch
            {
                "S" => " (final: won)",
                "F" => " (final: lost)",
                _ => "",
            };
            Terminal.Out.WriteLine(
                $"    {choice.Id, -16} {choice.Title}{(names.Length > 0 ? $", also: {names}" : "")}"
                    + $"{meaning}{(choice.IsActive ? "" : " (inactive)")}"
            );
        }
    }
}
