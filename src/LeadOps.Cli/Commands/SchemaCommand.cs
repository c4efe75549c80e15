using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadOps.Cli.Options;
using LeadOps.Fields;
using LeadOps.Schema;

namespace LeadOps.Cli.Commands;

internal static class SchemaCommand
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(GlobalOptions global)
    {
        var online = new Option<bool>("--online")
        {
            Description = "with this portal's custom fields, stages, sources, users and list items",
        };
        var command = new Command(
            "schema",
            "JSON Schema of the manifest, for editors. Example: leadops schema --online > .leadops/manifest.schema.json"
        )
        {
            online,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var catalogue = FieldCatalogue.Standard;
                if (parsed.GetValue(online))
                {
                    var settings = GlobalOptions.Settings(parsed, global);
                    await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
                    catalogue = (await Shell.Pipeline(settings, portal).FactsAsync(cancel)).Catalogue;
                }

                Console.Out.WriteLine(new ManifestSchema(catalogue).Build().ToJsonString(Readable));
                return ExitCodes.Done;
            }
        );
        return command;
    }
}
