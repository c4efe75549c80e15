using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Cli.Views.Portals;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Manifests.Checks;

namespace LeadOps.Cli.Commands;

internal static class ValidateCommand
{
    public static Command Create(GlobalOptions global)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "manifests or folders; default: manifests/",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var online = new Option<bool>("--online")
        {
            Description = "check also against the portal's fields and dictionaries",
        };
        var changedSince = ChangedSinceOption.New();
        var portals = PortalsOption.New(global);
        var command = new Command(
            "validate",
            "Check manifests; every problem with file, line and column. Example: leadops validate manifests/"
        )
        {
            paths,
            online,
            changedSince,
            portals,
        };
        command.SetAction(
            (parsed, cancel) =>
            {
                IReadOnlyList<Manifest> Manifests(DiagnosticBag problems) =>
                    ChangedSinceOption.Keep(
                        parsed.GetValue(changedSince),
                        global.Manifests(parsed, parsed.GetValue(paths) ?? [], problems),
                        parsed.GetValue(global.Quiet)
                    );
                return parsed.GetValue(portals) is not null
                    ? ManyAsync(parsed, global, Manifests, online, portals, cancel)
                    : RunAsync(parsed, global, Manifests, parsed.GetValue(online), cancel);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        GlobalOptions global,
        Func<DiagnosticBag, IReadOnlyList<Manifest>> read,
        bool online,
        CancellationToken cancel
    )
    {
        var format = global.Format(parsed, "text", "json");
        var problems = new DiagnosticBag();
        var manifests = read(problems);
        manifests
            .ToList()
            .ForEach(
                (
                    online
                        ? await OnlineAsync(parsed, global, problems, cancel)
                        : new ManifestChecker(FieldCatalogue.Standard, problems)
                ).Check
            );
        problems.ThrowIfErrors();
        if (format == "json")
        {
            ValidateView.WriteJson(manifests, online);
        }
        else if (!parsed.GetValue(global.Quiet))
        {
            ValidateView.Valid(manifests.Count, online);
        }

        return ExitCodes.Done;
    }

    /// <summary>What is wrong without any portal is told first; the rest is asked of each.</summary>
    private static async Task<int> ManyAsync(
        ParseResult parsed,
        GlobalOptions global,
        Func<DiagnosticBag, IReadOnlyList<Manifest>> read,
        Option<bool> online,
        Option<string?> portals,
        CancellationToken cancel
    )
    {
        var format = global.Format(parsed, OutputFormats.OfPlans);
        if (!parsed.GetValue(online))
        {
            throw new LeadOpsException(Failure.Invalid, "`--portals` asks portals, so it needs `--online`.");
        }

        var problems = new DiagnosticBag();
        var manifests = read(problems);
        problems.ThrowIfErrors();
        var settings = GlobalOptions.Settings(parsed, global);
        var results = await EachPortal.RunAsync(
            PortalsOption.Read(parsed, global, portals, settings)!,
            async (config, stop) =>
            {
                await using var portal = await PortalOpener.OpenAsync(settings, config.Name, stop);
                var facts = await Shell.Pipeline(settings, portal).FactsAsync(stop);
                var found = new DiagnosticBag();
                manifests.ToList().ForEach(new ManifestChecker(facts.Catalogue, found, facts.Leads.HasOr).Check);
                return found.Items;
            },
            parsed.GetValue(global.Redact),
            cancel
        );
        PortalPageView.Write(
            PortalValidityView.Page(manifests.Count, results),
            format,
            global.View(parsed).Colour && Terminal.IsOut
        );
        return EachPortal.ExitCode(
            results,
            results.Any(result => result.Value?.Count > 0) ? ExitCodes.Invalid : ExitCodes.Done
        );
    }

    private static async Task<ManifestChecker> OnlineAsync(
        ParseResult parsed,
        GlobalOptions global,
        DiagnosticBag problems,
        CancellationToken cancel
    )
    {
        try
        {
            var settings = GlobalOptions.Settings(parsed, global);
            await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
            var facts = await Shell.Pipeline(settings, portal).FactsAsync(cancel);
            return new ManifestChecker(facts.Catalogue, problems, facts.Leads.HasOr);
        }
        catch (LeadOpsException problem) when (problems.HasErrors)
        {
            // What is wrong with the manifests is told all the same.
            problems.Error(null, problem.Message);
            return new ManifestChecker(FieldCatalogue.Standard, problems);
        }
    }
}
