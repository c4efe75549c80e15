using LeadOps.Runs;
using LeadOps.Storage;
using LeadOps.Storage.Local;

namespace LeadOps.Cli.Settings;

/// <summary>From settings to what a run remembers.</summary>
internal static class StateOpener
{
    public static Operator Who { get; } = new(Environment.UserName, Environment.MachineName, Environment.ProcessId);

    /// <summary>An embedded portal is the project's own; all others are locked for the whole machine.</summary>
    public static IState Open(LeadOpsSettings settings, PortalConfig portal) =>
        new LocalState(
            settings.StatePath("runs"),
            settings.Ledger,
            portal.IsEmbedded ? settings.StatePath("state") : settings.StateFolder,
            Who,
            TimeProvider.System
        );
}

/// <summary>The runs of the chosen portal; nothing of the portal itself is needed to look at them.</summary>
internal sealed class ChosenRuns(IState state, string host, string portalFlag) : IDisposable
{
    public string Host { get; } = host;

    public RunArchive Archive { get; } = new(state, portalFlag);

    public PastRun Find(string run) => Archive.Find(Host, run);

    public void Dispose() => state.Dispose();
}
