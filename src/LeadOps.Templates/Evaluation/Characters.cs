using System.Globalization;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Evaluation;

/// <summary>
/// Text is cut between characters as people see them, so that no half of an emoji is left. Lengths and positions
/// count as Scriban counts them, in UTF-16 units; a cut inside of a character moves to its beginning.
/// </summary>
internal static class Characters
{
    public static readonly IListAccessor Accessor = new TextAccessor();

    public static ScriptArray Of(string text)
    {
        var characters = new ScriptArray(text.Length);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            characters.Add(rest[..length].ToString());
            rest = rest[length..];
        }

        return characters;
    }

    /// <summary>The nearest position at or before this one that lies between two characters.</summary>
    public static int Boundary(string text, int position)
    {
        if (position <= 0 || position >= text.Length)
        {
            return Math.Clamp(position, 0, text.Length);
        }

        if (char.IsAscii(text[position]) && char.IsAscii(text[position - 1]) && text[position] != '\n')
        {
            return position;
        }

        var start = 0;
        while (true)
        {
            var next = start + StringInfo.GetNextTextElementLength(text, start);
            if (next > position)
            {
                return start;
            }

            start = next;
        }
    }

    public static string Slice(string text, int from, int to)
    {
        var (start, end) = (Boundary(text, from), Boundary(text, to));
        return end <= start ? "" : text[start..end];
    }

    /// <summary>True for a text with half of a surrogate pair: it cannot be sent, only replaced by U+FFFD.</summary>
    public static bool HasHalf(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }

    private sealed class TextAccessor : IListAccessor
    {
        public int GetLength(TemplateContext context, SourceSpan span, object target) => ((string)target).Length;

        public object? GetValue(TemplateContext context, SourceSpan span, object target, int index)
        {
            var text = (string)target;
            if (index >= text.Length)
            {
                throw new ScriptRuntimeException(span, "Index was outside the bounds of the text.");
            }

            var start = Boundary(text, index);
            return text.Substring(start, StringInfo.GetNextTextElementLength(text, start));
        }

        public void SetValue(TemplateContext context, SourceSpan span, object target, int index, object? value) =>
            throw new ScriptRuntimeException(span, "Cannot replace a character of a text.");
    }
}
