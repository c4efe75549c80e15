using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Fields;
using LeadOps.Schema;

namespace LeadOps.Cli.Commands;

internal static class SchemaCommand
{
    private const string OfManifest = "manifest";
    private const string OfConfig = "config";

    public static Command Create(GlobalOptions global)
    {
        var what = new Argument<string>("WHAT")
        {
            Description = $"{OfManifest} (default), or {OfConfig} for leadops.yml",
            DefaultValueFactory = _ => OfManifest,
        };
        CheckedOption.Among(what, "schema", OfManifest, OfConfig);
        var online = new Option<bool>("--online")
        {
            Description = "with this portal's custom fields, stages, sources, users and list items",
        };
        var command = new Command(
            "schema",
            "JSON Schema of the manifest or of leadops.yml, for editors. "
                + "Example: leadops schema --online > schemas/manifest.schema.json"
        )
        {
            what,
            online,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                if (parsed.GetValue(what) == OfConfig)
                {
                    PlainView.Line(Starter.Text(Starter.ConfigSchema).TrimEnd());
                    return ExitCodes.Done;
                }

                var catalogue = FieldCatalogue.Standard;
                if (parsed.GetValue(online))
                {
                    var settings = GlobalOptions.Settings(parsed, global);
                    await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
                    catalogue = (await Shell.Pipeline(settings, portal).FactsAsync(cancel)).Catalogue;
                }

                PlainView.Line(Text(catalogue));
                return ExitCodes.Done;
            }
        );
        return command;
    }

    /// <summary>With the fields that every portal has.</summary>
    public static string Manifest() => Text(FieldCatalogue.Standard) + Environment.NewLine;

    private static string Text(FieldCatalogue catalogue) => Json.Text(new ManifestSchema(catalogue).Build());
}
