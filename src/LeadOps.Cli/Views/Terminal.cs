using System.Text;
using Spectre.Console;

namespace LeadOps.Cli.Views;

/// <summary>The one place that knows the console: where results and talk go, how wide it is, and who answers.</summary>
internal static class Terminal
{
    private const int WidthOfText = 120;
    private const int Narrowest = 60;

    /// <summary>Before anything is printed.</summary>
    public static void Open()
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        Console.SetError(new Talk(Console.Error));
    }

    /// <summary>Results.</summary>
    public static TextWriter Out => Console.Out;

    /// <summary>Talk: progress, prompts, warnings, errors.</summary>
    public static TextWriter Error => Console.Error;

    public static bool IsOut => !Console.IsOutputRedirected;

    public static bool IsError => !Console.IsErrorRedirected;

    public static bool IsInput => !Console.IsInputRedirected;

    /// <summary>Of the terminal; a file or a pipe is as wide as text usually is.</summary>
    public static int Width => IsOut ? WindowWidth : WidthOfText;

    /// <summary>Of a table that is read line by line: a file or a pipe takes any.</summary>
    public static int WidthOfTable => IsOut ? WindowWidth : int.MaxValue;

    private static int WindowWidth => Math.Max(Narrowest, Console.WindowWidth);

    /// <summary>Talk in the console's own words: a picture that renews itself stays below it.</summary>
    public static void Say(string text)
    {
        if (renewing is { } console)
        {
            console.Write(new SaidAbove(text));
        }
        else
        {
            var lines = IsError ? text.Split('\n').SelectMany(line => Wrapped.Lines(line, WindowWidth)) : [text];
            lines.ToList().ForEach(Error.WriteLine);
        }
    }

    /// <summary>A console over stderr.</summary>
    public static IAnsiConsole Talking(bool colour)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) };
        settings.ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors;
        return AnsiConsole.Create(settings);
    }

    public static bool CanRenew(IAnsiConsole console) =>
        IsError && console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Until it is disposed, what is said goes above the picture on this console.</summary>
    public static IDisposable Renewing(IAnsiConsole console)
    {
        renewing = console;
        return new Renewal();
    }

    /// <summary>The process ends now, whatever is drawn.</summary>
    public static void Leave()
    {
        renewing?.Cursor.Show();
        renewing = null;
    }

    /// <summary>A question waits for its answer, and no work is under way.</summary>
    public static bool IsAsking { get; private set; }

    private static IAnsiConsole? renewing;

    private sealed class Renewal : IDisposable
    {
        public void Dispose() => renewing = null;
    }

    public static Stream OpenOut() => Console.OpenStandardOutput();

    public static Stream OpenIn() => Console.OpenStandardInput();

    /// <summary>Null when there is nobody to ask. Ctrl-C is an answer too.</summary>
    public static async Task<string?> AskAsync(string question, CancellationToken cancel)
    {
        if (!IsInput)
        {
            return null;
        }

        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(Error),
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.Yes,
            }
        );
        var prompt = new TextPrompt<string>(Markup.Escape(question.TrimEnd())) { AllowEmpty = true };
        IsAsking = true;
        try
        {
            return (await prompt.ShowAsync(console, cancel)).Trim();
        }
        catch (OperationCanceledException)
        {
            Error.WriteLine();
            throw new UnansweredException(cancel);
        }
        finally
        {
            IsAsking = false;
        }
    }
}
