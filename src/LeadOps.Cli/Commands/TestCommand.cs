using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.LocalPortal;
using LeadOps.Manifests.Checks;
using LeadOps.Portal;
using LeadOps.Storage.Local;
using LeadOps.Testing;

namespace LeadOps.Cli.Commands;

internal static class TestCommand
{
    public static Command Create(GlobalOptions global)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "manifests or folders; default: manifests/",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var report = new Option<string[]>("--report")
        {
            Description = "write the results, repeatable; .xml (JUnit) or .json",
            HelpName = "FILE",
        };
        var command = new Command(
            "test",
            "Apply manifests to a fresh embedded portal with their fixtures and check the expectations under "
                + "`tests`. Example: leadops test manifests/ --report junit.xml"
        )
        {
            paths,
            report,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(parsed, global, parsed.GetValue(paths) ?? [], parsed.GetValue(report) ?? [], cancel)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        GlobalOptions global,
        string[] paths,
        string[] reports,
        CancellationToken cancel
    )
    {
        var format = global.Format(parsed, "text", "json");
        reports.ToList().ForEach(TestView.Check);
        var problems = new DiagnosticBag();
        var manifests = global.Manifests(parsed, paths, problems);
        manifests.ToList().ForEach(new ManifestChecker(FieldCatalogue.Standard, problems).Check);
        problems.ThrowIfErrors();
        var tester = new ManifestTester(OpenAsync, manifests, Shell.Environment(manifests));
        var results = new List<TestResult>();
        foreach (
            var (manifest, test) in manifests.SelectMany(manifest => manifest.Tests.Select(test => (manifest, test)))
        )
        {
            cancel.ThrowIfCancellationRequested();
            results.Add(await tester.RunAsync(manifest, test, cancel));
            if (format == "text")
            {
                TestView.Write(Terminal.Out, results[^1]);
            }
        }

        if (results.Count == 0)
        {
            Terminal.Say(
                "No manifest has `tests:`; nothing was checked. See \"Testing a data fix\" in docs/fixtures.md."
            );
        }

        if (format == "json")
        {
            using var stdout = Terminal.OpenOut();
            TestView.WriteJson(stdout, results);
        }
        else
        {
            TestView.Total(Terminal.Out, results);
        }

        reports.ToList().ForEach(file => TestView.Save(file, results));
        return results.TrueForAll(result => result.Passed) ? ExitCodes.Done : ExitCodes.Partly;
    }

    private static async Task<ITestPortal> OpenAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("leadops-test-").FullName;
        var server = await LocalPortalServer.StartAsync(new LocalPortalOptions { Clock = clock }, cancellationToken);
        var settings = new PortalSettings
        {
            Name = "test",
            Url = server.WebhookUrl,
            DisplayHost = PortalOpener.EmbeddedHost,
            Tariff = Tariff.SelfHosted,
            SettleAfter = TimeSpan.Zero,
        };
        var state = LocalState.In(folder, StateOpener.Who, clock);
        return new FreshPortal(server, new PortalSession(settings, state, clock), state, folder);
    }

    private sealed class FreshPortal(LocalPortalServer server, PortalSession session, LocalState state, string folder)
        : ITestPortal
    {
        public PortalSession Session => session;

        public Project Project { get; } =
            new(state, StateOpener.Who, Path.Combine(folder, "runs"), Path.Combine(folder, "pause"));

        public async ValueTask DisposeAsync()
        {
            session.Dispose();
            state.Dispose();
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
