using LeadOps.Templates;

namespace LeadOps.Templating;

/// <summary>
/// `text.append OLD NOTE`: the note below the text, once. A text that already has the note as lines of its own stays
/// as it is, so that a second run changes nothing.
/// </summary>
internal static class NoteFunctions
{
    public static Dictionary<string, object?> All { get; } =
        new(StringComparer.Ordinal)
        {
            ["append"] = new TemplateFunction("append", 2, 2, Append) { Parameters = ["text", "note"] },
        };

    private static object Append(TemplateArguments arguments)
    {
        var (text, note) = (arguments.Text(0), arguments.Text(1).Trim('\r', '\n'));
        if (string.IsNullOrWhiteSpace(note))
        {
            throw arguments.Fail("the note is empty; write for instance `text.append lead.COMMENTS 'Checked'`");
        }

        return Holds(Lines(text), Lines(note)) ? text
            : string.IsNullOrWhiteSpace(text) ? note
            : text.TrimEnd('\r', '\n') + "\n" + note;
    }

    /// <summary>The portal and browsers change how lines end, not what is in them.</summary>
    private static string[] Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Replace('\u00A0', ' ').Trim())];

    private static bool Holds(string[] lines, string[] note) =>
        Enumerable
            .Range(0, Math.Max(0, lines.Length - note.Length + 1))
            .Any(at => lines.AsSpan(at, note.Length).SequenceEqual(note));
}
