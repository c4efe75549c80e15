using System.Text.Json.Nodes;
using LeadOps.Checkup;

namespace LeadOps.Cli.Views;

/// <summary>What `doctor` found, line by line, or as one JSON document.</summary>
internal static class CheckView
{
    private static readonly Dictionary<CheckStatus, (string Word, string Colour)> Words = new()
    {
        [CheckStatus.Ok] = ("ok", "32"),
        [CheckStatus.Warning] = ("warning", "33"),
        [CheckStatus.Failed] = ("failed", "31"),
    };

    public static void Line(TextWriter output, Check check, bool colour)
    {
        var (word, code) = Words[check.Status];
        output.WriteLine(
            $"{(colour ? $"\u001b[{code}m{word, -8}\u001b[0m" : $"{word, -8}")} {check.Subject, -14} {check.Found}"
        );
        if (check.Advice is { Length: > 0 } advice)
        {
            output.WriteLine($"{"", -23} {advice}");
        }
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
