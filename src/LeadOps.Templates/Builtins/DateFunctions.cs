using System.Globalization;
using System.Text.RegularExpressions;
using LeadOps.Templates.Evaluation;
using Scriban;
using Scriban.Functions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Builtins;

/// <summary>
/// `date` in manifests: text that is not a date is an error, and a date keeps the offset it came with.
/// </summary>
internal sealed partial class DateFunctions : ScriptObject, IScriptCustomFunction
{
    private static readonly TemplateFunction Parse = new("parse", 1, 3, ParseDate)
    {
        Parameters = ["text", "pattern", "culture"],
    };

    private DateFunctions()
        : base(0, autoImportStaticsFromThisType: false) { }

    public int RequiredParameterCount => 0;

    public int ParameterCount => 0;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.Direct;

    public Type ReturnType => typeof(object);

    public static DateFunctions Over(DateTimeFunctions original)
    {
        var made = new DateFunctions();
        foreach (var (name, value) in original)
        {
            made[name] =
                name.StartsWith("add_", StringComparison.Ordinal) && value is IScriptCustomFunction add
                    ? new OffsetKeeper(add)
                    : value;
        }

        made["parse"] = Parse.Script;
        made["parse_to_string"] = ParseToString(original).Script;
        return made;
    }

    public ScriptParameterInfo GetParameterInfo(int index) => Parse.Script.GetParameterInfo(index);

    public object? Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => arguments.Count == 0 ? this : Parse.Script.Invoke(context, callerContext, arguments, blockStatement);

    public ValueTask<object?> InvokeAsync(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => new(Invoke(context, callerContext, arguments, blockStatement));

    private static TemplateFunction ParseToString(DateTimeFunctions original) =>
        new(
            "parse_to_string",
            1,
            5,
            a =>
            {
                if (a.TextOrNull(0) is not { Length: > 0 } text)
                {
                    return null;
                }

                var date = Read(a, text, a.TextOrNull(3), a.TextOrNull(4));
                return original.ToString(
                    date is DateTimeOffset moment ? moment.DateTime : (DateTime)date,
                    a.TextOrNull(1) ?? original.Format,
                    Culture(a, a.TextOrNull(2))
                );
            }
        )
        {
            Parameters = ["text", "output_pattern", "output_culture", "input_pattern", "input_culture"],
        };

    private static object? ParseDate(TemplateArguments a) =>
        Dates.IsDate(a.Raw(0)) ? a.Raw(0)
        : a.TextOrNull(0) is { Length: > 0 } text ? Read(a, text, a.TextOrNull(1), a.TextOrNull(2))
        : null;

    private static object Read(TemplateArguments a, string text, string? pattern, string? culture)
    {
        // 01.02.2026 is two different days, depending on who reads it.
        var isAmbiguous = pattern is null && DayOrMonthFirst().IsMatch(text);
        var date = pattern is null
            ? DateTimeOffset.TryParse(text, Culture(a, culture), DateTimeStyles.AssumeUniversal, out var read)
                ? read
                : null
            : ByPattern(a, text, pattern, culture);
        if (date is not { Year: >= 1000 } found || isAmbiguous)
        {
            throw a.Fail(
                $"`{TextForm.Short(text)}` is not a date"
                    + (
                        pattern is null
                            ? "; write it as `2026-05-01` or `2026-05-01T10:00:00+02:00`, "
                                + "or give a pattern such as `'%d.%m.%Y'`"
                            : $" of the form `{pattern}`"
                    )
            );
        }

        return Offset().IsMatch(text) ? (object)found : DateTime.SpecifyKind(found.DateTime, DateTimeKind.Unspecified);
    }

    /// <summary>
    /// Scriban knows the patterns; what it cannot read becomes its first day, which no date of a lead is.
    /// </summary>
    private static DateTimeOffset? ByPattern(TemplateArguments a, string text, string pattern, string? culture)
    {
        var read = DateTimeFunctions.Parse(a.Context, text, pattern, culture);
        return read is { } date && date != DateTime.MinValue
            ? new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Unspecified), TimeSpan.Zero)
            : null;
    }

    private static CultureInfo Culture(TemplateArguments a, string? name) =>
        name is null ? a.Context.CurrentCulture : CultureInfo.GetCultureInfo(name);

    [GeneratedRegex(@"^\s*\d{1,2}[./-]\d{1,2}[./-]\d")]
    private static partial Regex DayOrMonthFirst();

    [GeneratedRegex(@"(\d[Zz]|\d[+-]\d\d:?\d\d)\s*$")]
    private static partial Regex Offset();
}
