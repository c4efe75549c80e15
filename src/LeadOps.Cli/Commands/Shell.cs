using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Plans;

namespace LeadOps.Cli.Commands;

/// <summary>What commands share when they talk to a person or start a run.</summary>
internal static class Shell
{
    /// <summary>An embedded portal is the project's own; all others are locked for the whole machine.</summary>
    public static Pipeline Pipeline(LeadOpsSettings settings, OpenPortal portal) =>
        new(
            portal.Session,
            new ProjectPaths(
                settings.StatePath("runs"),
                settings.Ledger,
                portal.Config.IsEmbedded ? settings.StatePath("state") : settings.StateFolder,
                settings.StatePath("pause")
            ),
            TimeProvider.System
        );

    /// <summary>The chosen portal, else the one that a plan was made for, else the default; the waits that it makes are shown until a run shows them itself.</summary>
    public static async Task<OpenPortal> OpenAsync(
        ParseResult parsed,
        GlobalOptions global,
        LeadOpsSettings settings,
        CancellationToken cancel,
        PlanPortal? planned = null
    )
    {
        var portal = await PortalOpener.OpenAsync(
            settings,
            parsed.GetValue(global.Portal)
                ?? (planned is not null && settings.Portals.ContainsKey(planned.Name) ? planned.Name : null),
            cancel
        );
        portal.Session.OnPause = new ProgressView(
            parsed.GetValue(global.Quiet),
            parsed.GetValue(global.Verbose)
        ).Paused;
        return portal;
    }

    public static PlanRequest Request(
        LeadOpsSettings settings,
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only
    ) =>
        new(manifests)
        {
            Only = only,
            Environment = Environment(manifests),
            GitCommit = GitCommit(settings.ProjectFolder),
        };

    /// <summary>The variables that manifests list under `env`, and no others; what is not set is missing.</summary>
    public static Dictionary<string, string> Environment(IReadOnlyList<Manifest> manifests) =>
        manifests
            .SelectMany(manifest => manifest.Env)
            .Distinct()
            .Where(name => System.Environment.GetEnvironmentVariable(name) is not null)
            .ToDictionary(
                name => name,
                name => System.Environment.GetEnvironmentVariable(name)!,
                StringComparer.Ordinal
            );

    /// <summary>Commit of the working folder, when git knows one; read from files, so that no program is started.</summary>
    public static string? GitCommit(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var head = Path.Combine(at.FullName, ".git", "HEAD");
            if (File.Exists(head))
            {
                var text = File.ReadAllText(head).Trim();
                var reference = Path.Combine(at.FullName, ".git", text.Replace("ref: ", "", StringComparison.Ordinal));
                return !text.StartsWith("ref: ", StringComparison.Ordinal) ? text
                    : File.Exists(reference) ? File.ReadAllText(reference).Trim()
                    : null;
            }
        }

        return null;
    }

    /// <summary>Approval: a flag, or an answer from a person at a terminal; never silence.</summary>
    public static async Task ApproveAsync(
        OpenPortal portal,
        Plan plan,
        bool yes,
        string? confirm,
        bool isSavedPlan,
        CancellationToken cancel
    )
    {
        var host = portal.Session.Settings.DisplayHost;
        if (portal.Config.Protected)
        {
            if (
                confirm == host
                || (
                    confirm is null
                    && await AskAsync($"This portal is protected. Type its host to go on ({host}): ", cancel) == host
                )
            )
            {
                return;
            }

            throw new LeadOpsException(
                Failure.Refused,
                $"The portal `{portal.Config.Name}` is protected and `--yes` is not enough. Add `--confirm {host}`."
            );
        }

        if (yes || isSavedPlan || plan.Footer.Counts.Writes == 0)
        {
            return;
        }

        if (Console.IsInputRedirected)
        {
            throw new LeadOpsException(
                Failure.Refused,
                "The plan needs approval and there is no terminal to ask at. Add `--yes`."
            );
        }

        if (
            await AskAsync($"Write these {plan.Footer.Counts.Writes} leads to {host}? Only `yes` goes on: ", cancel)
            != "yes"
        )
        {
            throw new LeadOpsException(Failure.Refused, "Not approved; nothing was written.");
        }
    }

    /// <summary>Ctrl-C is an answer too; reading from a terminal cannot be ended, so nobody waits for it.</summary>
    private static async Task<string?> AskAsync(string question, CancellationToken cancel)
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        Console.Error.Write(question);
        return (await Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(cancel))?.Trim();
    }
}
