using LeadOps.Diagnostics;

namespace LeadOps.Tests.Portal;

/// <summary>Portals of another tariff, version or scope lack methods.</summary>
internal sealed class MissingMethodTests
{
    [TestCase("crm.item", "crm.item.fields", "Set `portals.test.api` to `crm.lead`")]
    [TestCase("crm.lead", "crm.lead.fields", "give it `crm` and `user_basic`")]
    public async Task What_a_portal_cannot_do_without_is_named(string api, string method, string advice)
    {
        await using var bench = await Bench.StartAsync(
            chaos: $"missing:{method}@*",
            change: settings => settings with { Api = api }
        );

        var problem = await Assert.CatchAsync<LeadOpsException>(() =>
            bench.Pipeline.FactsAsync(CancellationToken.None)
        );

        Assert.That(
            problem!.Message,
            Does.StartWith($"The portal answered ERROR_METHOD_NOT_FOUND to `{method}`: Method not found. ")
                .And.Contain(advice)
        );
    }

    [TestCase("user.get")]
    [TestCase("crm.currency.list")]
    [TestCase("crm.lead.userfield.list")]
    [TestCase("crm.settings.mode.get")]
    [TestCase("crm.item.fields")]
    public async Task What_only_helps_may_be_missing(string method)
    {
        await using var bench = await Bench.StartAsync(chaos: $"missing:{method}@*");

        var facts = await bench.Pipeline.FactsAsync(CancellationToken.None);

        Assert.That(facts.UserId, Is.Not.Empty);
    }
}
