using System.ComponentModel;
using System.Diagnostics;

namespace LeadOps.Cli.Settings;

internal sealed record GitAnswer(int ExitCode, string Output, string Errors)
{
    public bool IsGood => ExitCode == 0;
}

/// <summary>The git of this machine, asked and never told to change anything.</summary>
internal static class GitCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Null when there is no git, or when it does not answer.</summary>
    public static GitAnswer? Ask(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", ["--no-optional-locks", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        try
        {
            using var git = Process.Start(start)!;
            git.StandardInput.Close();
            var (output, errors) = (git.StandardOutput.ReadToEndAsync(), git.StandardError.ReadToEndAsync());
            if (!git.WaitForExit(Patience))
            {
                git.Kill(entireProcessTree: true);
                return null;
            }

            return new GitAnswer(git.ExitCode, output.Result, errors.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
