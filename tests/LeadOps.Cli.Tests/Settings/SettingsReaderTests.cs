using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Tests.Settings;

/// <summary>Files and variables → settings, as a table.</summary>
internal sealed class SettingsReaderTests
{
    private const string Portal = "portals: { test: { url: \"${HOOK}\" } }\n";

    private string folder = null!;

    [SetUp]
    public void Make() => folder = Directory.CreateTempSubdirectory("leadops-settings-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Without_a_file_the_built_in_limits_hold()
    {
        var settings = Read(null);

        Assert.That(settings.Limits.MaxChanges, Is.EqualTo(5000));
        Assert.That(settings.Limits.MaxPercent, Is.EqualTo(30));
        Assert.That(settings.ConfigFile, Is.Null);
    }

    /// <summary>Later layers win: built in, leadops.yml, leadops.local.yml, variables.</summary>
    [TestCase(null, null, null, 5000)]
    [TestCase(1, null, null, 1)]
    [TestCase(1, 2, null, 2)]
    [TestCase(1, 2, 3, 3)]
    [TestCase(1, null, 3, 3)]
    public void A_later_layer_wins(int? file, int? local, int? variable, int expected)
    {
        Write("leadops.yml", Portal + Limit(file));
        Write("leadops.local.yml", Limit(local));

        var settings = Read(
            Path.Combine(folder, "leadops.yml"),
            variable is { } value ? ("LEADOPS_LIMITS__MAXCHANGES", $"{value}") : null
        );

        Assert.That(settings.Limits.MaxChanges, Is.EqualTo(expected));
    }

    [TestCase("limit: {}", "leadops.yml:2:1: Unknown key `limit`. Did you mean `limits`?")]
    [TestCase("limits: { maxChange: 1 }", "leadops.yml:2:11: Unknown key `maxChange`. Did you mean `maxChanges`?")]
    [TestCase("limits: { maxChanges: many }", "leadops.yml:2:11: `many`")]
    [TestCase("limits: { maxChanges: -1 }", "leadops.yml:2:11: `-1`")]
    [TestCase("defaultPortal: other", "leadops.yml:2:1: `defaultPortal` names `other`")]
    [TestCase("state: { schema: x }", "`state` is `local`, or names a database")]
    public void A_wrong_setting_names_its_place_and_the_remedy(string line, string expected)
    {
        Write("leadops.yml", Portal + line + "\n");

        Assert.That(
            () => Read(Path.Combine(folder, "leadops.yml")),
            Throws.InstanceOf<LeadOpsException>().With.Message.Contains(expected)
        );
    }

    [TestCase("tariff: gold", "`gold`")]
    [TestCase("seedable: maybe", "`maybe`")]
    [TestCase("timeZone: Nowhere/City", "`Nowhere/City`")]
    [TestCase("oauth: { clientId: a }", "has no `clientSecret`")]
    [TestCase("embedded: true", "`url` or `embedded`")]
    public void A_wrong_value_of_a_portal_is_told(string member, string expected)
    {
        Write("leadops.yml", $"portals:\n  test:\n    url: https://a.example/rest/1/x/\n    {member}\n");

        Assert.That(
            () => Read(Path.Combine(folder, "leadops.yml")),
            Throws.InstanceOf<LeadOpsException>().With.Message.Contains(expected)
        );
    }

    [TestCase("a ${NAME} b", "a value b")]
    [TestCase("${NAME:-else}", "value")]
    [TestCase("${OTHER:-else}", "else")]
    [TestCase("${OTHER:-}", "")]
    public void A_text_may_name_environment_variables(string text, string expected) =>
        Assert.That(
            EnvironmentText.Expand(text, "leadops.yml", name => name == "NAME" ? "value" : null),
            Is.EqualTo(expected)
        );

    private static string Limit(int? value) => value is null ? "" : $"limits: {{ maxChanges: {value} }}\n";

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private LeadOpsSettings Read(string? file, (string Name, string Value)? variable = null) =>
        new SettingsReader(
            _ => null,
            variable is { } given
                ? new Dictionary<string, string> { [given.Name] = given.Value }
                : new Dictionary<string, string>()
        ).Read(file, folder);
}
