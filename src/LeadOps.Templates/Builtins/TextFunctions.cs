using LeadOps.Templates.Strict;
using Scriban;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Builtins;

/// <summary>`string` in manifests: text is cut between characters, and a number with a comma is refused.</summary>
internal static class TextFunctions
{
    public static string Slice(string? text, int start, int? length = null)
    {
        if (length < 0)
        {
            throw new ScriptArgumentException(2, $"the length {length} is negative");
        }

        var size = text?.Length ?? 0;
        long from = start < 0 ? (long)start + size : start;
        return Characters.Slice(text ?? "", from, length is { } wanted ? from + wanted : size);
    }

    public static string Slice1(string? text, int start, int length = 1) => Slice(text, start, length);

    public static string Truncate(string? text, int length, string? ellipsis = null)
    {
        var (whole, end) = (text ?? "", ellipsis ?? "...");
        return whole.Length <= length ? whole : Characters.Slice(whole, 0, length - end.Length) + end;
    }

    public static object? ToInt(TemplateContext context, SourceSpan span, string? text) =>
        StringFunctions.ToInt(context, WithoutComma(span, text));

    public static object? ToLong(TemplateContext context, SourceSpan span, string? text) =>
        StringFunctions.ToLong(context, WithoutComma(span, text));

    public static object? ToFloat(TemplateContext context, SourceSpan span, string? text) =>
        StringFunctions.ToFloat(context, WithoutComma(span, text));

    public static object? ToDouble(TemplateContext context, SourceSpan span, string? text) =>
        StringFunctions.ToDouble(context, WithoutComma(span, text));

    /// <summary>`1234,56` would become 123456 without a word.</summary>
    private static string? WithoutComma(SourceSpan span, string? text) =>
        text?.Contains(',', StringComparison.Ordinal) == true
            ? throw new ScriptRuntimeException(
                span,
                $"`{TextForm.Short(text)}` has a comma. "
                    + "Numbers are written with a decimal point: write `| string.replace ',' '.'` before it for a "
                    + "decimal comma, `| string.replace ',' ''` for thousands"
            )
            : text;
}
