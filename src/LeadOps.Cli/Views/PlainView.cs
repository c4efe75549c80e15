namespace LeadOps.Cli.Views;

/// <summary>A text that is the whole answer: a schema, a script, a version, help.</summary>
internal static class PlainView
{
    public static void Line(string text) => Terminal.Out.WriteLine(text);

    public static void Text(string text) => Terminal.Out.Write(text);
}
