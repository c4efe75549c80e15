using LeadOps.Cli.Settings;

namespace LeadOps.Cli.Commands;

/// <summary>What became of one portal: a value, or the problem with its exit code.</summary>
internal sealed record PortalResult<T>(PortalConfig Portal, T? Value, Ending? Problem);

/// <summary>The same work for many portals, side by side. One that fails never hides the others.</summary>
internal static class EachPortal
{
    /// <summary>Enough to hide the portals' latency; each portal's own limits hold besides.</summary>
    public const int AtOnce = 8;

    private static readonly int[] ByWeight =
    [
        ExitCodes.Access,
        ExitCodes.Broken,
        ExitCodes.Invalid,
        ExitCodes.Refused,
        ExitCodes.ChangesPending,
    ];

    /// <summary>In the order of the portals.</summary>
    public static async Task<IReadOnlyList<PortalResult<T>>> RunAsync<T>(
        IReadOnlyList<PortalConfig> portals,
        Func<PortalConfig, CancellationToken, Task<T>> work,
        bool redact,
        CancellationToken cancel
    )
    {
        var results = new PortalResult<T>[portals.Count];
        await Parallel.ForAsync(
            0,
            portals.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (index, stop) =>
            {
                try
                {
                    results[index] = new PortalResult<T>(portals[index], await work(portals[index], stop), null);
                }
                catch (Exception problem)
                    when (ExitCodes.Known(problem, redact) is not null && !stop.IsCancellationRequested)
                {
                    results[index] = new PortalResult<T>(portals[index], default, ExitCodes.Known(problem, redact));
                }
            }
        );
        return results;
    }

    /// <summary>What needs no portal: one after the other.</summary>
    public static IReadOnlyList<PortalResult<T>> Run<T>(
        IReadOnlyList<PortalConfig> portals,
        Func<PortalConfig, T> work,
        bool redact
    ) =>
        [
            .. portals.Select(portal =>
            {
                try
                {
                    return new PortalResult<T>(portal, work(portal), null);
                }
                catch (Exception problem) when (ExitCodes.Known(problem, redact) is not null)
                {
                    return new PortalResult<T>(portal, default, ExitCodes.Known(problem, redact));
                }
            }),
        ];

    /// <summary>The weightiest of all problems; <paramref name="otherwise"/> when there is none.</summary>
    public static int ExitCode<T>(IReadOnlyList<PortalResult<T>> results, int otherwise = ExitCodes.Done) =>
        Weightiest(results.Select(result => result.Problem?.Code ?? otherwise));

    public static int Weightiest(IEnumerable<int> codes) =>
        codes.OrderBy(code => Array.IndexOf(ByWeight, code) is var at and >= 0 ? at : ByWeight.Length).First();
}
