using System.Text.Json.Nodes;
using LeadOps.Checkup;

namespace LeadOps.Cli.Views;

/// <summary>What `doctor` found, line by line, or as one JSON document.</summary>
internal static class CheckView
{
    private const int Indent = 24;
    private const int Narrowest = 30;

    private static readonly Dictionary<CheckStatus, (string Word, string Colour)> Words = new()
    {
        [CheckStatus.Ok] = ("ok", "32"),
        [CheckStatus.Warning] = ("warning", "33"),
        [CheckStatus.Failed] = ("failed", "31"),
    };

    /// <summary>What was found and what to do stand below each other, also where they need several lines.</summary>
    public static void Line(TextWriter output, Check check, bool colour, int width)
    {
        var (word, code) = Words[check.Status];
        var head = $"{(colour ? $"\u001b[{code}m{word, -8}\u001b[0m" : $"{word, -8}")} {check.Subject, -14} ";
        foreach (var line in new[] { check.Found, check.Advice }.OfType<string>().SelectMany(Room))
        {
            output.WriteLine(head + line);
            head = new string(' ', Indent);
        }

        IEnumerable<string> Room(string text) =>
            text.Length == 0 ? [] : Wrapped.Lines(text, Math.Max(Narrowest, width - Indent), deeper: 0);
    }

    public static void Json(IEnumerable<Check> checks) => Terminal.Out.WriteLine(Views.Json.Text(Document(checks)));

    public static JsonArray Document(IEnumerable<Check> checks) =>
        new([
            .. checks.Select(check =>
                (JsonNode)
                    new JsonObject
                    {
                        ["subject"] = check.Subject,
                        ["status"] = Words[check.Status].Word,
                        ["found"] = check.Found,
                        ["advice"] = check.Advice,
                    }
            ),
        ]);
}
