using LeadOps.Tests.Shared;

namespace LeadOps.EndToEnd.Tests;

/// <summary>What these tests share.</summary>
internal static class StoppedRuns
{
    public const string Manifest = MarkingManifest.Text;

    public static async Task<Workspace> PreparedAsync(string? chaos = null, int leads = 200)
    {
        var here = await Workspace.WithPortalAsync(leads, chaos);
        here.Write(
            "leadops.yml",
            "limits: { maxPercent: 100 }\nportals:\n  test:\n    url: "
                + $"{here.Portal!.WebhookUrl}\n    seedable: true\n"
        );
        here.Write("manifests/all.yml", Manifest);
        return here;
    }

    public static async Task SaidAsync(StreamReader reader, string text)
    {
        while (await reader.ReadLineAsync() is { } line && !line.Contains(text, StringComparison.Ordinal))
        {
            // Until it is said.
        }
    }
}
