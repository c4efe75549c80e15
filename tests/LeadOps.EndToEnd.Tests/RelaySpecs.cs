using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace LeadOps.EndToEnd.Tests;

/// <summary>
/// What stands between the program and the portal, or the portal itself, answers in a way that must not stop or hang
/// a run.
/// </summary>
internal sealed class RelaySpecs
{
    private const string Manifest = """
        manifest: 1
        name: m
        changes:
          - name: c
            select: { id: [1, 2, 3] }
            set: { TITLE: "seen {{ lead.ID }}" }
        """;

    [Test]
    public async Task A_429_waits_as_long_as_it_says()
    {
        await using var here = await Workspace.WithPortalAsync(3);
        var refused = 0;
        await using var relay = await Relay.StartAsync(
            here.Portal!.WebhookUrl,
            async context =>
            {
                context.Request.EnableBuffering();
                using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
                var isWrite = (await reader.ReadToEndAsync()).Contains("crm.lead.update", StringComparison.Ordinal);
                context.Request.Body.Position = 0;
                if (!isWrite || Interlocked.Increment(ref refused) > 1)
                {
                    return false;
                }

                context.Response.StatusCode = 429;
                context.Response.ContentType = "application/json";
                var reset = DateTimeOffset.UtcNow.AddSeconds(4).ToUnixTimeSeconds();
                await context.Response.WriteAsync(
                    $$$"""
                    {"error":"OPERATION_TIME_LIMIT",
                    "error_description":"Method is blocked due to operation time limit.",
                    "time":{"operating_reset_at":{{{reset}}}}}
                    """
                );
                return true;
            }
        );
        here.Write("m.yml", Manifest);
        var watch = Stopwatch.StartNew();

        var applied = await here.RunAsync("apply", "m.yml", "--yes", "--portal", relay.Url.ToString());

        Assert.That(applied.ExitCode, Is.Zero, applied.Output + applied.Errors);
        Assert.That(refused, Is.GreaterThanOrEqualTo(2));
        Assert.That(watch.Elapsed.TotalSeconds, Is.InRange(3, 50));
    }

    [Test]
    public async Task An_answer_without_an_end_is_cut()
    {
        await using var here = await Workspace.WithPortalAsync(1);
        var piece = new byte[1 << 20];
        await using var relay = await Relay.StartAsync(
            here.Portal!.WebhookUrl,
            async context =>
            {
                context.Response.ContentType = "application/json";
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(piece, context.RequestAborted);
                }

                return true;
            }
        );
        here.Write("m.yml", Manifest);

        var plan = await here.RunAsync("plan", "m.yml", "--portal", relay.Url.ToString());

        Assert.That(plan.ExitCode, Is.EqualTo(1), plan.Output);
        Assert.That(plan.Errors, Does.Contain("more than 64 MB").And.Contain("proxy"));
    }

    [Test]
    public async Task The_seed_of_an_embedded_portal_counts_once()
    {
        await using var here = Workspace.Empty();
        here.Write("leadops.yml", "portals:\n  local: { embedded: { seed: 5 } }\n");
        await here.RunAsync("leads", "--count");
        here.Write("leadops.yml", "portals:\n  local: { embedded: { seed: 500 } }\n");

        var later = await here.RunAsync("leads", "--count");
        var quiet = await here.RunAsync("leads", "--count", "--quiet");

        Assert.That(later.Output.Trim(), Is.EqualTo("5"));
        Assert.That(
            later.Errors,
            Does.Contain("`local` was made with 5 leads and keeps its data").And.Contain("portal.db")
        );
        Assert.That(quiet.Errors, Is.Empty);
    }
}
