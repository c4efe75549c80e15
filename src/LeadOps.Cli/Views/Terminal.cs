namespace LeadOps.Cli.Views;

/// <summary>The one place that knows the console: where results and talk go, how wide it is, and who answers.</summary>
internal static class Terminal
{
    private const int WidthOfText = 120;
    private const int Narrowest = 60;

    /// <summary>Results.</summary>
    public static TextWriter Out => Console.Out;

    /// <summary>Talk: progress, prompts, warnings, errors.</summary>
    public static TextWriter Error => Console.Error;

    public static bool IsOut => !Console.IsOutputRedirected;

    public static bool IsError => !Console.IsErrorRedirected;

    public static bool IsInput => !Console.IsInputRedirected;

    /// <summary>Of the terminal; a file or a pipe is as wide as text usually is.</summary>
    public static int Width => IsOut ? Math.Max(Narrowest, Console.WindowWidth) : WidthOfText;

    public static Stream OpenOut() => Console.OpenStandardOutput();

    public static Stream OpenIn() => Console.OpenStandardInput();

    /// <summary>Null when there is nobody to ask. Ctrl-C is an answer too; reading from a terminal cannot be ended, so nobody waits for it.</summary>
    public static async Task<string?> AskAsync(string question, CancellationToken cancel)
    {
        if (!IsInput)
        {
            return null;
        }

        Error.Write(question);
        return (await Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(cancel))?.Trim();
    }
}
