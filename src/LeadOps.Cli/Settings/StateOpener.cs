using LeadOps.Runs;
using LeadOps.Storage;
using LeadOps.Storage.Local;
using LeadOps.Storage.Postgres;

namespace LeadOps.Cli.Settings;

/// <summary>From settings to what a run remembers.</summary>
internal static class StateOpener
{
    public static Operator Who { get; } = new(Environment.UserName, Environment.MachineName, Environment.ProcessId);

    /// <summary>An embedded portal is the project's own, and so is what is remembered about it.</summary>
    public static IState Open(LeadOpsSettings settings, PortalConfig portal) =>
        portal.IsEmbedded ? OpenLocal(settings, settings.StatePath("state"))
        : settings.SharedState is { } shared ? OpenShared(settings, shared)
        : OpenLocal(settings, settings.StateFolder);

    /// <summary>What is remembered about all portals but embedded ones.</summary>
    public static IState Open(LeadOpsSettings settings) => Open(settings, new PortalConfig(""));

    public static LocalState OpenLocal(LeadOpsSettings settings, string machineFolder) =>
        new(settings.StatePath("runs"), settings.Ledger, machineFolder, Who, TimeProvider.System);

    public static PostgresState OpenShared(LeadOpsSettings settings, SharedStateConfig shared) =>
        new(AddressOf(shared), settings.StatePath("runs"), Who, TimeProvider.System);

    public static PostgresAddress AddressOf(SharedStateConfig shared) =>
        PostgresAddress.Parse(
            EnvironmentText.Expand(
                shared.Postgres,
                "`state.postgres`",
                Environment.GetEnvironmentVariable,
                "postgres://USER:PASSWORD@HOST/DATABASE"
            ),
            shared.Schema
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
