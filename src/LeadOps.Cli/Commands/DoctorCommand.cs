using System.CommandLine;
using LeadOps.Checkup;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Cli.Views.Portals;
using LeadOps.Diagnostics;
using LeadOps.Portal;

namespace LeadOps.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Create(GlobalOptions global)
    {
        var command = new Command(
            "doctor",
            "Check configuration, folders, address, token, scopes, rights, "
                + "limits and clock without writing to the portal. Example: leadops doctor --portal test"
        );
        var portals = PortalsOption.New(global);
        command.Options.Add(portals);
        command.SetAction(
            async (parsed, cancel) =>
            {
                if (parsed.GetValue(portals) is not null)
                {
                    return await ManyAsync(parsed, global, portals, cancel);
                }

                var format = global.Format(parsed, "text", "json");
                var colour = global.View(parsed).Colour && Terminal.IsOut;
                var checks = new List<Check>();
                await foreach (
                    var check in ChecksAsync(
                        GlobalOptions.Settings(parsed, global),
                        parsed.GetValue(global.Portal),
                        cancel
                    )
                )
                {
                    checks.Add(check);
                    if (format == "text")
                    {
                        CheckView.Line(Terminal.Out, check, colour, Terminal.WidthOfTable);
                    }
                }

                if (format == "json")
                {
                    CheckView.Json(checks);
                }

                return checks.Find(check => check.Status == CheckStatus.Failed) is { } failed
                    ? ExitCodes.Of(failed.Failure)
                    : ExitCodes.Done;
            }
        );
        return command;
    }

    private static async Task<int> ManyAsync(
        ParseResult parsed,
        GlobalOptions global,
        Option<string?> portals,
        CancellationToken cancel
    )
    {
        var format = global.Format(parsed, OutputFormats.OfPlans);
        var settings = GlobalOptions.Settings(parsed, global);
        var chosen = PortalsOption.Read(parsed, global, portals, settings)!;
        IReadOnlyList<Check> project = [.. ProjectChecks(settings)];
        var results = await EachPortal.RunAsync<IReadOnlyList<Check>>(
            chosen,
            async (portal, stop) => await PortalChecksAsync(settings, portal.Name, stop).ToListAsync(stop),
            parsed.GetValue(global.Redact),
            cancel
        );
        PortalPageView.Write(
            PortalChecksView.Page(project, results),
            format,
            global.View(parsed).Colour && Terminal.IsOut
        );
        var failed = project
            .Concat(results.SelectMany(result => result.Value!))
            .Where(check => check.Status == CheckStatus.Failed)
            .Select(check => ExitCodes.Of(check.Failure));
        return EachPortal.Weightiest(failed.DefaultIfEmpty(ExitCodes.Done));
    }

    private static async IAsyncEnumerable<Check> ChecksAsync(
        LeadOpsSettings settings,
        string? chosen,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        foreach (var check in ProjectChecks(settings))
        {
            yield return check;
        }

        await foreach (var check in PortalChecksAsync(settings, chosen, cancel))
        {
            yield return check;
        }
    }

    private static IEnumerable<Check> ProjectChecks(LeadOpsSettings settings)
    {
        yield return new Check("configuration", CheckStatus.Ok, settings.ConfigFile ?? "no leadops.yml here or above");
        yield return Folder("ledger", Path.GetDirectoryName(settings.Ledger)!);
        yield return settings.SharedState is { } shared
            ? Shared(settings, shared)
            : Folder("state", settings.StateFolder);
        if (File.Exists(settings.StatePath("pause")))
        {
            yield return new Check(
                "pause",
                CheckStatus.Warning,
                $"{settings.StatePath("pause")} is present",
                "Runs wait until it is removed."
            );
        }
    }

    private static async IAsyncEnumerable<Check> PortalChecksAsync(
        LeadOpsSettings settings,
        string? chosen,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        var (portal, problem) = await OpenAsync(settings, chosen, cancel);
        if (portal is null)
        {
            yield return problem!;
            yield break;
        }

        await using (portal)
        {
            yield return new Check(
                "portal",
                CheckStatus.Ok,
                $"{portal.Config.Name}{(portal.Config.Protected ? ", protected" : "")}"
                    + $"{(portal.Config.Seedable ? ", seedable" : "")}"
            );
            await foreach (var check in new PortalCheckup(portal.Session, TimeProvider.System).RunAsync(cancel))
            {
                yield return check;
            }
        }
    }

    private static async Task<(OpenPortal? Portal, Check? Problem)> OpenAsync(
        LeadOpsSettings settings,
        string? chosen,
        CancellationToken cancel
    )
    {
        try
        {
            return (await PortalOpener.OpenAsync(settings, chosen, cancel), null);
        }
        catch (LeadOpsException failed)
        {
            return (
                null,
                new Check("portal", CheckStatus.Failed, PortalAddress.Mask(failed.Message)) { Failure = failed.Failure }
            );
        }
    }

    private static Check Shared(LeadOpsSettings settings, SharedStateConfig shared)
    {
        try
        {
            using var state = StateOpener.OpenShared(settings, shared);
            state.RequireWritable();
            var runs = state.Runs.Portals().Sum(portal => portal.Runs);
            return new Check("state", CheckStatus.Ok, $"{state.Description}: {Counted.Of(runs, "run")}");
        }
        catch (LeadOpsException failed)
        {
            return new Check("state", CheckStatus.Failed, PortalAddress.Mask(failed.Message))
            {
                Failure = failed.Failure,
            };
        }
    }

    private static Check Folder(string subject, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".doctor-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return new Check(subject, CheckStatus.Ok, $"{folder} can be written");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return new Check(
                subject,
                CheckStatus.Failed,
                $"{folder} cannot be written: {FileProblem.Of(failed)}",
                "Nothing is sent to a portal unless it can be recorded first. Make the folder writable."
            );
        }
    }
}
