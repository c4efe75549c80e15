using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

internal sealed class SchemaSpecs
{
    [Test]
    public async Task The_schema_knows_the_standard_fields_and_online_the_portals_stages()
    {
        await using var here = await Workspace.WithPortalAsync(0);

        var offline = JsonNode.Parse((await here.RunAsync("schema")).Output)!;
        var online = JsonNode.Parse((await here.RunAsync("schema", "--online")).Output)!;

        Assert.That((string?)offline["$schema"], Is.EqualTo("https://json-schema.org/draft/2020-12/schema"));
        Assert.That(offline["$defs"]!["set"]!["properties"]!["STATUS_ID"], Is.Not.Null);
        Assert.That(offline["$defs"]!["set"]!["properties"]!["DATE_CREATE"], Is.Null, "read-only fields cannot be set");
        Assert.That(online["$defs"]!["set"]!["properties"]!["UF_CRM_REGION"], Is.Not.Null);
        Assert.That(
            online["$defs"]!["where"]!["properties"]!["STATUS_ID"]!.ToJsonString(),
            Does.Contain("\"JUNK\"").And.Contain("\"Low-quality lead\"")
        );
    }

    [Test]
    public async Task The_yaml_language_server_underlines_a_wrong_stage_and_completes_a_field()
    {
        await using var here = await Workspace.WithPortalAsync(0);
        here.Write("manifest.schema.json", (await here.RunAsync("schema", "--online")).Output);
        const string Document = """
            # yaml-language-server: $schema=manifest.schema.json
            manifest: 1
            name: edited
            changes:
              - name: close
                select: { all: true }
                set:
                  STATUS_ID: JUNKK
                  SOURCE_D
            """;
        here.Write("edited.yml", Document);
        await using var server =
            LanguageServer.Start(here.Folder)
            ?? throw new IgnoreException(
                "Set YAML_LANGUAGE_SERVER to the program of npm's yaml-language-server; .ci/run does."
            );

        var diagnostics = await server.OpenAsync("edited.yml", Document);
        var completions = await server.CompleteAsync("edited.yml", line: 8, character: 16);

        Assert.That(
            diagnostics.Any(item =>
                (int)item!["range"]!["start"]!["line"]! == 7
                && ((string)item["message"]!).Contains("Value is not accepted", StringComparison.Ordinal)
            ),
            diagnostics.ToJsonString()
        );
        Assert.That(completions, Does.Contain("SOURCE_DESCRIPTION"));
    }
}
