using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Commands.Rollouts;

/// <summary>
/// Hangfire makes code at run time, which a program compiled to native code cannot. There the same command line goes to
/// a second program in the same folder, which can. Whoever calls Hangfire asks
/// <see cref="RuntimeFeature.IsDynamicCodeSupported"/> itself, by which the compiler leaves it out of native code.
/// </summary>
internal static class WorkersProgram
{
    /// <summary>Does not return where this program cannot work itself.</summary>
    public static void TakesOver()
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            return;
        }

        var file = Path.Combine(
            AppContext.BaseDirectory,
            OperatingSystem.IsWindows() ? "leadops-workers.exe" : "leadops-workers"
        );
        if (!File.Exists(file))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"Workers and rollouts on a shared state need `{file}`, which is not there. Take it from the release "
                    + "that this program is of, or use the .NET tool: dotnet tool install --global leadops"
            );
        }

        string[] words = [file, .. Environment.GetCommandLineArgs().Skip(1)];
        if (OperatingSystem.IsWindows())
        {
            using var program = Process.Start(file, words.Skip(1));
            program.WaitForExit();
            Environment.Exit(program.ExitCode);
        }

        // The process itself goes on as the other program: its number, its terminal and its signals stay.
        _ = execv(file, [.. words, null]);
        throw new LeadOpsException(
            Failure.Portal,
            $"`{file}` cannot be started: {Marshal.GetLastPInvokeErrorMessage()}."
        );
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int execv(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file,
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPUTF8Str)] string?[] words
    );
}
