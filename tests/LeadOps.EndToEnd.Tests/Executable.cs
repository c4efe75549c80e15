namespace LeadOps.EndToEnd.Tests;

/// <summary>The program as its own project builds it, which a Release build compiles ahead.</summary>
internal static class Executable
{
    private static readonly string Tests = Path.Combine("tests", typeof(Executable).Assembly.GetName().Name!);
    private static readonly string Program = Path.Combine("src", "LeadOps.Cli");

    public static string File { get; } =
        Path.Combine(AppContext.BaseDirectory.Replace(Tests, Program, StringComparison.Ordinal), "leadops.dll");
}
