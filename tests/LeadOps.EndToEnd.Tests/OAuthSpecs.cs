namespace LeadOps.EndToEnd.Tests;

internal sealed class OAuthSpecs
{
    private const string Manifest = """
        manifest: 1
        name: stages
        changes:
          - name: to-process
            select: { where: { STATUS_ID: NEW } }
            set: { STATUS_ID: In process, COMMENTS: seen }
        """;

    private static async Task<Workspace> WithApplicationAsync(string? chaos = null, string? refreshToken = null)
    {
        var here = await Workspace.WithPortalAsync(300, chaos);
        var application = here.Portal!.OAuth;
        here.Write(
            "leadops.yml",
            $$"""
            limits: { maxPercent: 100 }
            portals:
              app:
                url: {{application.RestUrl}}
                oauth:
                  clientId: {{application.ClientId}}
                  clientSecret: {{application.ClientSecret}}
                  refreshToken: {{refreshToken ?? application.RefreshToken}}
                  tokenUrl: {{application.TokenUrl}}
            """
        );
        here.Write("manifests/stages.yml", Manifest);
        return here;
    }

    [Test]
    public async Task I_can_apply_while_tokens_expire_and_the_rotated_token_is_kept()
    {
        await using var here = await WithApplicationAsync("expire-token@2,expire-token@5");

        var applied = await here.RunAsync("apply", "--yes");
        var again = await here.RunAsync("plan", "--detailed-exitcode");

        Assert.That((applied.ExitCode, again.ExitCode), Is.EqualTo((0, 0)), applied.Errors + again.Errors);
        var store = Directory.GetFiles(Path.Combine(here.Folder, "state", "leadops"), "oauth-*.json").Single();
        Assert.That(
            OperatingSystem.IsWindows()
                || File.GetUnixFileMode(store) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)
        );
    }

    [Test]
    public async Task Several_processes_share_one_refresh()
    {
        await using var here = await WithApplicationAsync();

        var plans = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => here.RunAsync("plan")));

        Assert.That(plans.Select(plan => plan.ExitCode), Is.All.Zero, string.Concat(plans.Select(plan => plan.Errors)));
    }

    [Test]
    public async Task A_dead_refresh_token_says_what_to_do_and_shows_no_secret()
    {
        await using var here = await WithApplicationAsync(refreshToken: "dead-token");

        var refused = await here.RunAsync("plan", "-v");

        Assert.That(refused.ExitCode, Is.EqualTo(6));
        Assert.That(refused.Errors, Does.Contain("Authorise the application again"));
        Assert.That(
            refused.Errors + refused.Output,
            Does.Not.Contain("dead-token").And.Not.Contain(here.Portal!.OAuth.ClientSecret)
        );
    }
}
