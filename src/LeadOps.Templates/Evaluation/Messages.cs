using System.Text.RegularExpressions;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Evaluation;

/// <summary>Scriban's messages in the words of a manifest's author, at a place in the template.</summary>
internal static class Messages
{
    /// <summary>The first character of a template, for what has no place of its own.</summary>
    public static readonly SourceSpan Beginning = new("", new TextPosition(0, 0, 0), new TextPosition(0, 0, 0));

    private const int LongestMessage = 2_000;

    public static TemplateError Of(ScriptRuntimeException problem, string text, TemplateOptions options) =>
        At(problem.Span, problem.OriginalMessage, text, options);

    public static TemplateError At(SourceSpan span, string message, string text, TemplateOptions options)
    {
        var said = options.IsStrict ? Plain(Cut(message)) : Cut(message);
        var start = span.Start;
        return start.Line < 0 && options.IsStrict
            ? EndOf(text, said)
            : new TemplateError(start.Line + 1, start.Column + 1, said);
    }

    private static TemplateError EndOf(string text, string message)
    {
        var end = Math.Max(0, text.Length - 1);
        var line = text.AsSpan(0, end).Count('\n');
        return new TemplateError(line + 1, end - (end == 0 ? -1 : text.LastIndexOf('\n', end - 1)), message);
    }

    /// <summary>Scriban puts whole values into some of its messages.</summary>
    private static string Cut(string message) =>
        message.Length > LongestMessage ? message[..LongestMessage] + "…" : message;

    private static string Plain(string message) =>
        Words.Aggregate(message, (said, word) => word.Said.Replace(said, word.Instead));

    /// <summary>What Scriban or .NET says, and what is said instead; the rows work one after the other.</summary>
    private static readonly (Regex Said, string Instead)[] Words =
    [
        .. new (string Said, string Instead)[]
        {
            (@"\s*\((Parameter|Actual value) [^)]*\)", ""),
            (@"\s+$", ""),
            ("^A possible object cycle.*", "The value is nested too deeply, or it contains itself."),
            (
                "^The Regex engine has timed out.*",
                "The regular expression takes too long on this text (RegexTimeout). Simplify its pattern."
            ),
            (
                @"^(Unexpected escape character.*?)\.?$",
                @"$1. Write `\\` for a backslash, or put the text between backticks."
            ),
            (
                "^(.*The statement depth limit.*)$",
                "$1. A pipe may have about 124 links; store a part of it in a variable."
            ),
            (
                "^.*(un-representable DateTime|Value to add was out of range).*",
                "The result lies outside the years 1 to 9999."
            ),
            ("Structure is too deeply nested", "The value is nested too deeply (ObjectRecursionLimit)"),
            ("Rendered output exceeds OutputLimit", "The text is longer than the limit (LimitToString)"),
            ("String conversion reaches LimitToString", "The text is longer than the limit (LimitToString)"),
            ("Error while parsing ScriptPage: ", ""),
            ("`CodeExit`", "`}}`"),
            ("Argument index must be <", "Too many arguments; the most is"),
            ("Invalid target function", "This is not a function:"),
            ("Unexpected exception while accessing target expression: ", ""),
            ("Must be a ScriptObject instead of", "It must be an object that the template made, not"),
            ("was not recognized as a valid TimeSpan", "is not a timespan; write it as `1.02:03:04`"),
            (" readonly ", " read-only "),
            (" is readonly", " is read-only"),
            ("for internal iteration", "for internal iteration (LoopLimit)"),
            ("for loop statement", "for loop statement (LoopLimit)"),
            ("Exceeding number of recursive depth limit", "Exceeding the depth limit of calls (RecursiveLimit)"),
            (
                "^Unexpected value `(.*) / Type: string`. Cannot negate.*",
                "`$1` is text, not a number. Write `| string.to_float` behind it."
            ),
            (@"\bSystem\.(?=(Int32|Int64|Double|Decimal|String|Boolean|DateTime|TimeSpan)\b)", ""),
            (@"\b(System|Scriban|LeadOps)\.[\w.+]+(`\d+)?(\[[^\]]*\])?", "value"),
            (@"\bInt32\b", "int"),
            (@"\bInt64\b", "long"),
            (@"\bDouble\b", "double"),
            (@"\bDecimal\b", "decimal"),
            (@"\bString\b", "string"),
            (@"\bBoolean\b", "bool"),
            (@"\bDateTime(Offset)?\b", "date"),
            (@"\bTimeSpan\b", "timespan"),
            (@"\bScriptObject\b", "object"),
            (@"\bScriptArray\b|\bIList\b|\bIEnumerable\b|List`1", "array"),
            (@"\bI?Dictionary(`2|<[^>]*>)", "object"),
        }.Select(word => (new Regex(word.Said, RegexOptions.Singleline | RegexOptions.CultureInvariant), word.Instead)),
    ];
}
