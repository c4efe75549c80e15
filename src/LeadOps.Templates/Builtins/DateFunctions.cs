using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using LeadOps.Templates.Host;
using LeadOps.Templates.Strict;
using Scriban;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Builtins;

/// <summary>
/// `date` in manifests: text that is not a date is an error, and a date keeps the offset it came with.
/// </summary>
internal sealed partial class DateFunctions : DateTimeFunctions, IScriptCustomFunction
{
    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2026",
        Justification = "`ScriptObject.From` is inherited, not called."
    )]
    public DateFunctions() => this.AddFunctions(typeof(DateFunctions));

    public static object? Parse(
        TemplateContext context,
        SourceSpan span,
        object? text,
        string? pattern = null,
        string? culture = null
    ) =>
        Dates.IsDate(text) ? text
        : context.ObjectToString(text) is { Length: > 0 } given ? Read(context, span, given, pattern, culture)
        : null;

    /// <summary>The parameters are called as Scriban calls them, for named arguments.</summary>
    public static string? ParseToString(
        TemplateContext context,
        SourceSpan span,
        string? text,
        string? output_pattern = null,
        string? output_culture = null,
        string? input_pattern = null,
        string? input_culture = null
    ) =>
        string.IsNullOrEmpty(text)
            ? null
            : ToString(
                context,
                span,
                Read(context, span, text, input_pattern, input_culture),
                output_pattern ?? DefaultFormat,
                output_culture
            );

    public static string? ToString(
        TemplateContext context,
        SourceSpan span,
        object? date,
        string pattern,
        string? culture = null
    ) =>
        date is null
            ? null
            : ((DateTimeFunctions)StrictBuiltins.Shared["date"]!).ToString(
                context.ToObject<DateTime>(span, date),
                WithOffset(span, date, pattern),
                Culture(context, culture)
            );

    public static object AddYears(TemplateContext context, SourceSpan span, object? date, int years) =>
        Moved(context, span, date, from => from.AddYears(years));

    public static object AddMonths(TemplateContext context, SourceSpan span, object? date, int months) =>
        Moved(context, span, date, from => from.AddMonths(months));

    public static object AddDays(TemplateContext context, SourceSpan span, object? date, double days) =>
        Moved(context, span, date, from => from.AddDays(days));

    public static object AddHours(TemplateContext context, SourceSpan span, object? date, double hours) =>
        Moved(context, span, date, from => from.AddHours(hours));

    public static object AddMinutes(TemplateContext context, SourceSpan span, object? date, double minutes) =>
        Moved(context, span, date, from => from.AddMinutes(minutes));

    public static object AddSeconds(TemplateContext context, SourceSpan span, object? date, double seconds) =>
        Moved(context, span, date, from => from.AddSeconds(seconds));

    public static object AddMilliseconds(TemplateContext context, SourceSpan span, object? date, double millis) =>
        Moved(context, span, date, from => from.AddMilliseconds(millis));

    /// <summary>`date 'text'` is `date.parse 'text'`.</summary>
    object? IScriptCustomFunction.Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) =>
        arguments.Count == 0
            ? this
            : Parse(
                context,
                callerContext?.Span ?? context.CurrentSpan,
                arguments[0],
                arguments.ElementAtOrDefault(1) as string,
                arguments.ElementAtOrDefault(2) as string
            );

    private static object Read(TemplateContext context, SourceSpan span, string text, string? pattern, string? culture)
    {
        if (pattern is null)
        {
            return Dates.Read(text, Culture(context, culture))
                ?? throw NotADate(
                    "; write it as `2026-05-01` or `2026-05-01T10:00:00+02:00`, or give a pattern such as `'%d.%m.%Y'`"
                );
        }

        // Scriban knows the patterns; what it cannot read becomes its first day, which no date of a lead is.
        return DateTimeFunctions.Parse(context, text, pattern, culture) is not { Year: >= 1000 } date
                ? throw NotADate($" of the form `{pattern}`")
            : Dates.HasOffset(text)
                ? new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Local)).ToUniversalTime()
            : (object)DateTime.SpecifyKind(date, DateTimeKind.Unspecified);

        ScriptRuntimeException NotADate(string advice) => new(span, $"`{TextForm.Short(text)}` is not a date{advice}");
    }

    /// <summary>Scriban would take the offset of the machine.</summary>
    private static string WithOffset(SourceSpan span, object date, string pattern) =>
        Codes()
            .Replace(
                pattern,
                code =>
                    (code.Value, date) switch
                    {
                        ("%Z", DateTimeOffset moment) => moment.ToString("zzz", CultureInfo.InvariantCulture),
                        ("%s", DateTimeOffset moment) => moment
                            .ToUnixTimeSeconds()
                            .ToString(CultureInfo.InvariantCulture),
                        ("%Z" or "%s", _) => throw new ScriptRuntimeException(
                            span,
                            $"`{code.Value}` needs a date with an offset; this date has none."
                        ),
                        _ => code.Value,
                    }
            );

    private static object Moved(TemplateContext context, SourceSpan span, object? date, Func<DateTime, DateTime> move)
    {
        var moved = move(
            date is null
                ? throw new ScriptRuntimeException(span, "The date cannot be null.")
                : context.ToObject<DateTime>(span, date)
        );
        return date is DateTimeOffset moment
            ? (object)new DateTimeOffset(DateTime.SpecifyKind(moved, DateTimeKind.Unspecified), moment.Offset)
            : moved;
    }

    private static CultureInfo Culture(TemplateContext context, string? name) =>
        name is null ? context.CurrentCulture : CultureInfo.GetCultureInfo(name);

    [GeneratedRegex("%.", RegexOptions.Singleline)]
    private static partial Regex Codes();
}
