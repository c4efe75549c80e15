using System.Text.Json.Nodes;
using LeadOps.Cli.Commands;
using LeadOps.Cli.Settings;

namespace LeadOps.Cli.Tests.Settings;

/// <summary>The schema of leadops.yml and the reader of leadops.yml know the same keys.</summary>
internal sealed class ConfigSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(Starter.Text(Starter.ConfigSchema))!;

    [TestCase("x", "properties")]
    [TestCase("limits:x", "properties/limits/properties")]
    [TestCase("state:x", "properties/state/oneOf/1/properties")]
    [TestCase("portals:p:x", "$defs/portal/properties")]
    [TestCase("portals:p:embedded:x", "$defs/portal/properties/embedded/oneOf/1/properties")]
    [TestCase("portals:p:oauth:x", "$defs/portal/properties/oauth/properties")]
    public void Every_key_stands_in_the_schema(string key, string place)
    {
        var properties = place
            .Split('/')
            .Aggregate(Schema, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!)
            .AsObject();

        Assert.That(properties.Select(pair => pair.Key), Is.EquivalentTo(SettingsKeys.KnownAt(key.Split(':'))!));
    }
}
