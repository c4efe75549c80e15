using System.Text.RegularExpressions;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Evaluation;

/// <summary>Scriban's messages in the words of a manifest's author, at a place in the template.</summary>
internal static partial class Messages
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

    private static string Plain(string message)
    {
        var said = ParameterNote().Replace(message, "").TrimEnd();
        foreach (var (pattern, words) in Words)
        {
            said = said.Replace(pattern, words, StringComparison.Ordinal);
        }

        said = TypeName().Replace(EngineType().Replace(said, "value"), found => Kinds[found.Value]);
        return said.StartsWith("A possible object cycle", StringComparison.Ordinal)
                ? "The value is nested too deeply, or it contains itself."
            : said.StartsWith("The Regex engine has timed out", StringComparison.Ordinal)
                ? "The regular expression takes too long on this text (RegexTimeout). Simplify its pattern."
            : said.StartsWith("Unexpected escape character", StringComparison.Ordinal)
                ? said.TrimEnd('.') + @". Write `\\` for a backslash, or put the text between backticks."
            : said.Contains("The statement depth limit", StringComparison.Ordinal)
                ? said + ". A pipe may have about 124 links; store a part of it in a variable."
            : said;
    }

    private static readonly (string Pattern, string Words)[] Words =
    [
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
    ];

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["Int32"] = "int",
        ["Int64"] = "long",
        ["Double"] = "double",
        ["Decimal"] = "decimal",
        ["Boolean"] = "bool",
        ["String"] = "string",
        ["DateTimeOffset"] = "date",
        ["DateTime"] = "date",
        ["TimeSpan"] = "timespan",
        ["ScriptObject"] = "object",
        ["ScriptArray"] = "array",
        ["Dictionary`2"] = "the manifest's data",
        ["List`1"] = "list",
    };

    [GeneratedRegex(
        @"\b(Int32|Int64|Double|Decimal|Boolean|String|DateTimeOffset|DateTime|TimeSpan|ScriptObject|ScriptArray)\b"
            + "|Dictionary`2|List`1"
    )]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\s*\((Parameter|Actual value) [^)]*\)")]
    private static partial Regex ParameterNote();

    /// <summary>The name of a type of the engine or of .NET, which says nothing to the author.</summary>
    [GeneratedRegex(@"\b(System|Scriban|LeadOps)\.[\w.+]+(`\d+)?(\[[^\]]*\])?")]
    private static partial Regex EngineType();
}
