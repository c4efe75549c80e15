using System.Text;

namespace LeadOps.Cli.Views;

/// <summary>stderr: a log on a full disk must not end a run.</summary>
internal sealed class Talk(TextWriter output) : TextWriter
{
    public override Encoding Encoding => output.Encoding;

    public override void Write(char value) => Say(() => output.Write(value));

    public override void Write(string? value) => Say(() => output.Write(value));

    public override void Write(char[] buffer, int index, int count) => Say(() => output.Write(buffer, index, count));

    public override void WriteLine(string? value) => Say(() => output.WriteLine(value));

    public override void Flush() => Say(output.Flush);

    private static void Say(Action say)
    {
        try
        {
            say();
        }
        catch (IOException)
        {
            // There is nowhere left to say so; the exit code and the run's record remain.
        }
    }
}
