namespace LeadOps.Cli.Views;

/// <summary>What `init` wrote, and what to type next.</summary>
internal static class InitView
{
    public static void File(string fate, string path) => Terminal.Out.WriteLine($"{fate, -8} {path}");

    public static void Ci(string file) =>
        Terminal.Out.WriteLine(
            $"For CI: name the portal and the state in leadops.yml, and set the secrets listed at the top of {file}."
        );

    public static void Next(string folder)
    {
        var enter = folder == "." ? "" : $"cd {folder} && ";
        Terminal.Out.WriteLine($"Next: {enter}leadops test, then leadops plan");
    }
}
