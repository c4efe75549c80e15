using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Fields;

namespace LeadOps.Cli.Commands;

internal static class FieldsCommand
{
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
                    FieldsView.Json(fields);
                }
                else
                {
                    FieldsView.Text(fields);
                }

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
                $"Leads have no field `{name}`."
                    + (near is null ? " `leadops fields` lists them." : $" Did you mean `{near}`?")
            );
    }
}
