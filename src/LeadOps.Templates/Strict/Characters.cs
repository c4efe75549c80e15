using System.Globalization;
using System.Text.RegularExpressions;
using LeadOps.Templates.Limits;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Strict;

/// <summary>
/// Text is cut between characters as people see them, so that no half of an emoji is left. Lengths and positions
/// count as Scriban counts them, in UTF-16 units; a cut inside of a character moves to its beginning.
/// </summary>
internal sealed partial class Characters : IListAccessor
{
    public static readonly Characters Accessor = new();

    private Characters() { }

    public static ScriptArray Of(string text)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        var ends = starts.Skip(1).Append(text.Length);
        return new ScriptArray(starts.Zip(ends, (start, end) => text[start..end]));
    }

    public static string Slice(string text, long from, long to)
    {
        var (start, end) = (Boundary(text, from), Boundary(text, to));
        return end <= start ? "" : text[start..end];
    }

    /// <summary>
    /// True for a text with half of a surrogate pair, also in a list or an object: it cannot be sent, only replaced by
    /// U+FFFD.
    /// </summary>
    public static bool HasHalf(object? value) =>
        value switch
        {
            string text => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && Half().IsMatch(text),
            IReadOnlyDictionary<string, object?> members => members.Any(one => HasHalf(one.Key) || HasHalf(one.Value)),
            IReadOnlyList<object?> items => items.Any(HasHalf),
            _ => false,
        };

    public int GetLength(TemplateContext context, SourceSpan span, object target) => Text(target).Length;

    public object? GetValue(TemplateContext context, SourceSpan span, object target, int index)
    {
        var text = Text(target);
        ((SafeContext)context).Meter.Text(text.Length, span);
        if (index >= text.Length)
        {
            throw new ScriptRuntimeException(span, "Index was outside the bounds of the text.");
        }

        var start = Boundary(text, index);
        return text.Substring(start, StringInfo.GetNextTextElementLength(text, start));
    }

    public void SetValue(TemplateContext context, SourceSpan span, object target, int index, object? value) =>
        throw new ScriptRuntimeException(span, "Cannot replace a character of a text.");

    /// <summary>Of a text, or of a number that keeps its spelling.</summary>
    private static string Text(object target) => target as string ?? ((WrittenNumber)target).Text;

    /// <summary>The nearest position at or before this one that lies between two characters.</summary>
    private static int Boundary(string text, long position)
    {
        if (position <= 0 || position >= text.Length)
        {
            return (int)Math.Clamp(position, 0, text.Length);
        }

        var at = (int)position;
        while (at > 0 && !IsPlain(text, at))
        {
            at--;
        }

        while (at + StringInfo.GetNextTextElementLength(text, at) is var next && next <= position)
        {
            at = next;
        }

        return at;
    }

    /// <summary>Surely between two characters, whatever stands around: both are ASCII, and not one line end.</summary>
    private static bool IsPlain(string text, int at) =>
        char.IsAscii(text[at - 1]) && char.IsAscii(text[at]) && text[at] != '\n';

    [GeneratedRegex(@"[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Half();
}
