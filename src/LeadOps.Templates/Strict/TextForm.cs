using System.Collections;
using System.Globalization;
using LeadOps.Templates.Host;
using Scriban.Runtime;

namespace LeadOps.Templates.Strict;

/// <summary>How dates read as text, and what kinds of values are called in messages.</summary>
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

    /// <summary>
    /// A word for values whose name in .NET would mean nothing to the reader; null leaves it to Scriban.
    /// </summary>
    public static string? TypeName(object? value) =>
        value switch
        {
            DateTime or DateTimeOffset => "date",
            TimeSpan => "timespan",
            WrittenNumber => "string",
            Type type => TypeName(type),
            IScriptCustomFunction => "function",
            KeyValuePair<string, object?> => "pair",
            _ when HostObjectAccessor.IsObject(value) => "object",
            IScriptObject or string => null,
            IEnumerable => "array",
            _ => null,
        };

    private static string? TypeName(Type type) =>
        type == typeof(DateTime) ? "date"
        : type == typeof(TimeSpan) ? "timespan"
        : type == typeof(IEnumerable) || type == typeof(IList) ? "array"
        : typeof(IDictionary).IsAssignableFrom(type) || type == typeof(IDictionary<string, object?>) ? "object"
        : null;

    /// <summary>Tells that a value is of another kind than a function or an index wants.</summary>
    public static string IsNot(object value, string typeName, Type wanted)
    {
        var shown = value is string text ? $"`{Short(text)}` is text" : $"This is a value of the kind {typeName}";
        var (kind, advice) =
            IsNumber(wanted) ? ("a number", ". Write `| string.to_float` behind it")
            : wanted == typeof(DateTime) ? ("a date", ". Write `| date.parse` behind it")
            : (TypeName(wanted) is { } name ? "a value of the kind " + name : "what is wanted here", "");
        return $"{shown}, not {kind}{(value is string ? advice : "")}.";
    }

    private static bool IsNumber(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal);
}
