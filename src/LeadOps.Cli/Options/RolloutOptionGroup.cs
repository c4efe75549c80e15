using System.CommandLine;
using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;
using LeadOps.Rollouts;

namespace LeadOps.Cli.Options;

/// <summary>Options of the rollout verbs that write.</summary>
internal sealed class RolloutOptionGroup
{
    /// <summary>The limits are those of every other run.</summary>
    private readonly RunOptionGroup run = new();

    public Option<string?> Waves { get; } =
        new("--waves")
        {
            Description = $"portals done after each wave, as numbers or shares; default: {Rollouts.Waves.Usual}",
            HelpName = "1,10%,100%",
        };

    public Option<int?> MaxFailedPortals { get; } =
        CheckedOption.Whole(
            "--max-failed-portals",
            "portals that may fail before the rollout stops; default: 0",
            least: 0
        );

    public Option<int?> Concurrency { get; } =
        CheckedOption.Whole(
            "--concurrency",
            $"portals at once in this process; default: {Commands.EachPortal.AtOnce}",
            least: 1
        );

    public Option<string[]> Confirm { get; } =
        new("--confirm") { Description = "host of a protected portal, as shown; repeatable", HelpName = "HOST" };

    public Option<string[]> Report { get; } =
        new("--report") { Description = "write the rollout's report, repeatable; .json .md .html", HelpName = "FILE" };

    /// <param name="command">The verb.</param>
    /// <param name="own">Its own options of this group, besides those of every verb that writes.</param>
    public void AddTo(Command command, params Option[] own)
    {
        new Option[] { run.Yes, Confirm, Report, Concurrency, MaxFailedPortals }
            .Concat(own)
            .ToList()
            .ForEach(command.Options.Add);
    }

    /// <summary>Limits and flags that go with the rollout.</summary>
    public Option[] OfRuns =>
        [run.SkipBlocked, run.MaxChanges, run.MaxPercent, run.MaxCreates, run.MaxFailures, run.AllowSimpleMode];

    public RolloutInvocation Read(ParseResult parsed, GlobalOptions global)
    {
        var settings = GlobalOptions.Settings(parsed, global);
        var options = run.Read(parsed, settings);
        var reports = parsed.GetValue(Report) ?? [];
        reports.ToList().ForEach(Views.Rollouts.RolloutFiles.Check);
        return parsed.GetValue(run.Yes) || Views.Terminal.IsInput
            ? new RolloutInvocation(settings, global.View(parsed), global.Format(parsed, OutputFormats.OfPlans))
            {
                Yes = parsed.GetValue(run.Yes),
                Confirmed = parsed.GetValue(Confirm) ?? [],
                Reports = reports,
                AtOnce = parsed.GetValue(Concurrency) ?? Commands.EachPortal.AtOnce,
                MaxFailed = parsed.GetValue(MaxFailedPortals),
                Waves = parsed.GetValue(Waves),
                Options = new RolloutOptions(options.Limits)
                {
                    SkipBlocked = options.SkipBlocked,
                    AllowSimpleMode = options.AllowSimpleMode,
                },
            }
            : throw new LeadOpsException(
                Failure.Refused,
                "The plans of every wave need approval and there is no terminal to ask at. "
                    + "Look at them with `leadops plan --portals TAG`, then add `--yes`."
            );
    }
}

/// <summary>What the user asked of a rollout, with the settings.</summary>
internal sealed record RolloutInvocation(LeadOpsSettings Settings, ViewOptions View, string Format)
{
    public bool Yes { get; init; }

    public IReadOnlyList<string> Confirmed { get; init; } = [];

    public IReadOnlyList<string> Reports { get; init; } = [];

    public required int AtOnce { get; init; }

    public int? MaxFailed { get; init; }

    public string? Waves { get; init; }

    public required RolloutOptions Options { get; init; }
}
