using System.Globalization;
using LeadOps.Templates.Host;
using Scriban;
using Scriban.Runtime;

namespace LeadOps.Templates.Strict;

/// <summary>How dates and texts are shown, and what a value is not.</summary>
internal static class TextForm
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Iso(DateTime date) =>
        date.ToString(
            date.Kind != DateTimeKind.Unspecified ? "yyyy-MM-dd'T'HH:mm:ssK"
                : date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
                : "yyyy-MM-dd'T'HH:mm:ss",
            Invariant
        );

    public static string Iso(DateTimeOffset date) => date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", Invariant);

    public static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    /// <summary>The author's word for a kind of values that Scriban calls as .NET does; else null.</summary>
    public static string? Kind(object? value) =>
        value switch
        {
            DateTime or DateTimeOffset => "date",
            TimeSpan => "timespan",
            WrittenNumber => "string",
            IScriptCustomFunction => "function",
            KeyValuePair<string, object?> => "pair",
            _ when HostAccessor.IsObject(value) => "object",
            _ when HostAccessor.IsList(value) => "array",
            _ => null,
        };

    /// <summary>Tells that a value is of another kind than a function or an index wants.</summary>
    public static string IsNot(TemplateContext context, object value, Type type)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        var kind =
            IsNumber(wanted) ? "a number"
            : wanted == typeof(DateTime) ? "a date"
            : "a value of the kind " + context.GetTypeName(wanted);
        if (value is not string text)
        {
            return $"This is a value of the kind {context.GetTypeName(value)}, not {kind}.";
        }

        var advice =
            IsNumber(wanted) ? " Write `| string.to_float` behind it."
            : wanted == typeof(DateTime) ? " Write `| date.parse` behind it."
            : "";
        return $"`{Short(text)}` is text, not {kind}.{advice}";
    }

    private static bool IsNumber(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal);
}
