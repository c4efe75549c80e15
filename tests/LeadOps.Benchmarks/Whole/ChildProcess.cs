using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LeadOps.Benchmarks.Whole;

/// <summary>What one run of the program has cost.</summary>
internal sealed record Cost(int ExitCode, double Seconds, double Cpu, double Megabytes, string Errors);

/// <summary>Runs the program to its end and tells what it took.</summary>
internal static partial class ChildProcess
{
    private const int Children = -1;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public static async Task<Cost> RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["XDG_STATE_HOME"] = Path.Combine(folder, "state") },
        };
        var cpuBefore = CpuOfChildren();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var errors = process.StandardError.ReadToEndAsync();
        var exit = process.WaitForExitAsync();
        var memory = 0L;
        while (await Task.WhenAny(exit, Task.Delay(BetweenLooks)) != exit)
        {
            memory = Math.Max(memory, PeakOf(process));
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await output;
        return new Cost(process.ExitCode, seconds, CpuOfChildren() - cpuBefore, memory / 1024.0 / 1024.0, await errors);
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
            return 0;
        }
    }

    /// <summary>User and system time of all processes that this one has started and seen end.</summary>
    private static double CpuOfChildren()
    {
        var usage = new long[18];
        return ResourceUsage(Children, usage) == 0
            ? usage[0] + (usage[1] / 1e6) + usage[2] + (usage[3] / 1e6)
            : throw new InvalidOperationException("getrusage failed; the benchmarks need Linux or macOS");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int ResourceUsage(int who, [Out] long[] usage);
}
