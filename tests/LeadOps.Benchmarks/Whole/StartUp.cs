using System.Globalization;

namespace LeadOps.Benchmarks.Whole;

/// <summary>How long a person waits for the short commands.</summary>
internal static class StartUp
{
    private const int Repeats = 11;

    private static readonly string Examples = Path.Combine(AppContext.BaseDirectory, "examples");

    private static readonly (string Name, string[] Arguments)[] Commands =
    [
        ("--version", ["--version"]),
        ("validate example 01", ["validate", "01-retire-stale-leads"]),
        ("plan example 01, embedded", ["plan", "01-retire-stale-leads"]),
    ];

    public static async Task PrintAsync(string program)
    {
        Console.WriteLine("\n| command | milliseconds | CPU ms | MB |\n|---|--:|--:|--:|");
        foreach (var (name, arguments) in Commands)
        {
            var folder = Directory.CreateTempSubdirectory("leadops-benchmark-").FullName;
            try
            {
                Copy(Examples, folder);
                var costs = new List<Cost>();
                for (var i = 0; i < Repeats; i++)
                {
                    costs.Add(await ChildProcess.RunAsync(program, arguments, folder));
                }

                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {name} | {Median(costs, cost => cost.Seconds) * 1000:F0} | "
                            + $"{Median(costs, cost => cost.Cpu) * 1000:F0} | "
                            + $"{Median(costs, cost => cost.Megabytes):F0} |"
                    )
                );
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static double Median(IEnumerable<Cost> costs, Func<Cost, double> of) =>
        costs.Select(of).Order().ElementAt(Repeats / 2);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
