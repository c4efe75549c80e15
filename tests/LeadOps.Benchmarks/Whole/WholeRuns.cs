using System.Globalization;

namespace LeadOps.Benchmarks.Whole;

/// <summary>
/// Whole processes against the local portal: `whole PROGRAM [--repeat N] [GROUP]…`, one line for each row.
/// </summary>
internal static class WholeRuns
{
    public static async Task<int> RunAsync(string[] asked)
    {
        var program = Path.GetFullPath(asked[0]);
        var (repeats, groups) = asked is [_, "--repeat", var times, .. var rest]
            ? (int.Parse(times, CultureInfo.InvariantCulture), rest)
            : (1, asked[1..]);
        bool IsAsked(string group) => groups.Length == 0 || groups.Contains(group);

        Console.WriteLine(
            "| work | leads | tariff | requests | floor | seconds | floor | ratio | CPU s | MB "
                + "|\n|---|--:|---|--:|--:|--:|--:|--:|--:|--:|"
        );
        foreach (var row in Rows.All.Where(row => IsAsked(row.Group)))
        {
            Console.WriteLine(Line(row, await MedianAsync(repeats, () => MeasureAsync(program, row))));
        }

        if (IsAsked("start"))
        {
            await StartUp.PrintAsync(program);
        }

        return 0;
    }

    private static async Task<(int Requests, Cost Cost)> MeasureAsync(string program, Row row)
    {
        await using var portal = await ServedPortal.StartAsync(program, row);
        var folder = Directory.CreateTempSubdirectory("leadops-benchmark-").FullName;
        try
        {
            await portal.WarmUpAsync();
            await WriteProjectAsync(folder, portal.Url, row);
            var cost = await ChildProcess.RunAsync(program, row.Command, folder);
            return cost.ExitCode == 0
                ? (await portal.RequestsAsync(), cost)
                : throw new InvalidOperationException($"{row.Name} ended with {cost.ExitCode}: {cost.Errors}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteProjectAsync(string folder, Uri url, Row row)
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "leadops.yml"),
            $"""
            defaultPortal: local
            portals:
              local:
                url: {url}
                tariff: {(row.Pace.Tariff == "none" ? "selfHosted" : row.Pace.Tariff)}
            limits: {"{"} maxChanges: 2000000, maxPercent: 100 {"}"}
            """
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "manifest.yml"),
            $"""
            manifest: 1
            name: benchmark
            changes:
              - name: all
                select:
                  all: true
                set:
                  {row.Set}
            """
        );
    }

    private static async Task<(int Requests, Cost Cost)> MedianAsync(
        int repeats,
        Func<Task<(int Requests, Cost Cost)>> measure
    )
    {
        var runs = new List<(int Requests, Cost Cost)>();
        for (var i = 0; i < repeats; i++)
        {
            runs.Add(await measure());
        }

        return runs.OrderBy(run => run.Cost.Seconds).ElementAt(repeats / 2);
    }

    private static string Line(Row row, (int Requests, Cost Cost) run) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Name} | {row.Leads:N0} | {row.Pace.Tariff} | {run.Requests:N0} | "
                + $"{row.Floor.Requests:N0} | {run.Cost.Seconds:F2} | {row.Floor.Seconds:F2} | "
                + $"{Ratio(run.Cost.Seconds, row.Floor.Seconds)} | {run.Cost.Cpu:F2} | {run.Cost.Megabytes:F0} |"
        );

    /// <summary>Without limits and latency only requests have a floor.</summary>
    private static string Ratio(double seconds, double floor) =>
        floor > 0 ? (seconds / floor).ToString("F2", CultureInfo.InvariantCulture) : "–";
}
