namespace LeadOps.Cli.Settings;

/// <summary>Where programs keep what concerns the machine: $XDG_STATE_HOME, or ~/.local/state.</summary>
internal static class StateFolder
{
    public static string Of(Func<string, string?> environment) =>
        environment("XDG_STATE_HOME") is { } home && Path.IsPathFullyQualified(home)
            ? home
            : Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.UserProfile,
                    Environment.SpecialFolderOption.DoNotVerify
                ),
                ".local",
                "state"
            );
}
