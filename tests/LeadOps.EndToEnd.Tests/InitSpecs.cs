using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>A new project, as `init` leaves it.</summary>
internal sealed class InitSpecs
{
    [Test]
    public async Task A_new_project_validates_tests_and_plans_at_once()
    {
        await using var here = Workspace.Empty();

        var made = await here.RunAsync("init");
        var validated = await here.RunAsync("validate");
        var tested = await here.RunAsync("test");
        var planned = await here.RunAsync("plan", "--detailed-exitcode");

        Assert.That(made.ExitCode, Is.Zero, made.Errors);
        Assert.That((validated.ExitCode, tested.ExitCode, planned.ExitCode), Is.EqualTo((0, 0, 2)), planned.Errors);
        Assert.That(
            File.ReadAllLines(Path.Combine(here.Folder, ".gitignore")),
            Is.SupersetOf(new[] { ".leadops/", "leadops.local.yml" })
        );
    }

    [TestCase("leadops.yml")]
    [TestCase("manifests/first-change.yml")]
    public async Task A_file_names_a_schema_that_is_there(string file)
    {
        await using var here = Workspace.Empty();
        await here.RunAsync("init");
        var path = Path.Combine(here.Folder, file);

        var modeline = File.ReadLines(path).First();
        var schema = Path.Combine(Path.GetDirectoryName(path)!, modeline.Split("$schema=")[1]);

        Assert.That(modeline, Does.StartWith("# yaml-language-server: "));
        Assert.That((string?)JsonNode.Parse(File.ReadAllText(schema))!["$schema"], Does.Contain("json-schema.org"));
    }

    [Test]
    public async Task What_is_there_is_kept()
    {
        await using var here = Workspace.Empty();
        here.Write("leadops.yml", "# mine\n");
        here.Write(".gitignore", "mine\n.leadops/\n");

        var made = await here.RunAsync("init", "--ci", "gitlab");
        var again = await here.RunAsync("init", "--ci", "gitlab");

        Assert.That(made.Output, Does.Contain($"kept     {Path.Combine(".", "leadops.yml")}"));
        Assert.That(again.Output, Does.Not.Contain("written").And.Not.Contain("extended"));
        Assert.That(File.ReadAllText(Path.Combine(here.Folder, "leadops.yml")), Is.EqualTo("# mine\n"));
        Assert.That(
            File.ReadAllText(Path.Combine(here.Folder, ".gitignore")),
            Is.EqualTo("mine\n.leadops/\nleadops.local.yml\n*.plan\n")
        );
    }

    [TestCase("github", ".github/workflows/leadops.yml")]
    [TestCase("gitlab", ".gitlab-ci.yml")]
    public async Task The_file_for_ci_is_the_one_of_the_examples(string service, string file)
    {
        await using var here = Workspace.Empty();

        var made = await here.RunAsync("init", "team", "--ci", service);

        Assert.That(made.Output, Does.Contain("secrets"));
        Assert.That(
            File.ReadAllText(Path.Combine(here.Folder, "team", file)),
            Is.EqualTo(File.ReadAllText(Path.Combine(Ci.CiFileSpecs.Examples(), $"leadops-{service}.yml")))
        );
    }

    [Test]
    public async Task A_service_that_is_not_known_is_told_with_those_that_are()
    {
        await using var here = Workspace.Empty();

        var made = await here.RunAsync("init", "--ci", "jenkins");

        Assert.That(made.ExitCode, Is.EqualTo(3));
        Assert.That(made.Errors, Does.Contain("jenkins").And.Contain("github").And.Contain("gitlab"));
        Assert.That(File.Exists(Path.Combine(here.Folder, "leadops.yml")), Is.False);
    }

    [Test]
    public async Task The_language_server_underlines_a_wrong_key_of_the_configuration()
    {
        await using var here = Workspace.Empty();
        await here.RunAsync("init");
        const string Document = """
            # yaml-language-server: $schema=schemas/leadops.schema.json
            portals:
              test:
                url: ${BITRIX24_TEST_WEBHOOK}
                tarif: standard
            """;
        here.Write("edited.yml", Document);
        await using var server =
            LanguageServer.Start(here.Folder)
            ?? throw new IgnoreException(
                "Set YAML_LANGUAGE_SERVER to the program of npm's yaml-language-server; .ci/run does."
            );

        var diagnostics = await server.OpenAsync("edited.yml", Document);

        Assert.That(
            diagnostics.Any(item =>
                (int)item!["range"]!["start"]!["line"]! == 4 && ((string)item["message"]!).Contains("tarif")
            ),
            diagnostics.ToJsonString()
        );
    }
}
