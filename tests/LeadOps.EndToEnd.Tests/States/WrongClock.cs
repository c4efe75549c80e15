using System.Diagnostics;

namespace LeadOps.EndToEnd.Tests.States;

/// <summary>
/// A wall clock that is wrong for one process. It is a preloaded library of a few lines, because the ones that Debian
/// has turn waits of .NET by the same time.
/// </summary>
internal static class WrongClock
{
    private const string Source = """
        #include <stdlib.h>
        #include <sys/syscall.h>
        #include <time.h>
        #include <unistd.h>

        int clock_gettime(clockid_t clock, struct timespec *now) {
          int result = syscall(SYS_clock_gettime, clock, now);
          if (clock == CLOCK_REALTIME && getenv("CLOCK_OFFSET")) now->tv_sec += atoi(getenv("CLOCK_OFFSET"));
          return result;
        }
        """;

    /// <summary>
    /// The words of a shell command line before the program; the test is skipped where there is no compiler.
    /// </summary>
    public static string Before(Workspace here, TimeSpan offset)
    {
        here.Write("clock.c", Source);
        try
        {
            using var compiler = Process.Start(
                new ProcessStartInfo("cc", ["-shared", "-fPIC", "-o", "clock.so", "clock.c"])
                {
                    WorkingDirectory = here.Folder,
                }
            )!;
            compiler.WaitForExit();
            Assume.That(compiler.ExitCode, Is.Zero, "the compiler does not make a library");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("A C compiler is missing; get it with `apt-get install gcc libc6-dev`.");
        }

        return $"CLOCK_OFFSET={(int)offset.TotalSeconds} LD_PRELOAD='{Path.Combine(here.Folder, "clock.so")}'";
    }
}
