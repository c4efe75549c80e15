using System.Text.Json;
using Microsoft.Playwright;

namespace LeadOps.Browser.Tests;

/// <summary>axe-core's rules for accessible pages.</summary>
internal static class Accessibility
{
    private const string Run = """
        async () => {
          const found = await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          });
          return found.violations.map(rule =>
            `${rule.id}: ${rule.help}\n` + rule.nodes.slice(0, 3)
              .map(node => `    ${node.html.slice(0, 200)} ${node.failureSummary}`).join('\n'));
        }
        """;

    private static readonly string Installed = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "leadops-ci/axe-core-4.14.1/node_modules/axe-core/axe.min.js"
    );

    public static async Task AssertAsync(IPage page)
    {
        var path = Environment.GetEnvironmentVariable("AXE_CORE") ?? Installed;
        if (!File.Exists(path))
        {
            Assert.Ignore("axe-core is missing; `.ci/axe` installs it.");
        }

        await page.EvaluateAsync($"() => {{ {await File.ReadAllTextAsync(path)} }}");
        var violations = await page.EvaluateAsync<JsonElement>(Run);
        Assert.That(violations.EnumerateArray().Select(one => one.GetString()), Is.Empty);
    }
}
