using System.Globalization;
using System.Numerics;
using System.Text;
using LeadOps.Scriban.Builtins;
using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

/// <summary>How a value reads as text, the same on every machine.</summary>
internal static class TextForm
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Of(Context context, object? value) =>
        value switch
        {
            null or EmptyMarker => "",
            string text => text,
            char letter => letter.ToString(),
            CapturedText text => text.ToString(),
            bool flag => flag ? "true" : "false",
            int number => number.ToString(Invariant),
            double or float when context.Options.IsStrict && !double.IsFinite(Convert.ToDouble(value, Invariant)) =>
                throw context.Error(0, "A number without end has no text; the template divides by zero"),
            double or float or long or decimal or BigInteger => ((IFormattable)value).ToString(null, Invariant),
            DateTime date => context.Options.IsStrict ? Iso(date) : DateFormats.Format(date, context.DateFormat),
            DateTimeOffset date => context.Options.IsStrict
                ? Iso(date)
                : DateFormats.Format(date.DateTime, context.DateFormat),
            TimeSpan span => span.ToString(null, Invariant),
            ScriptFunction function => function.Name,
            TemplateFunction function => function.Name,
            BuiltinGroup group => group.Name,
            _ => Nested(context, value),
        };

    public static string Iso(DateTime date) =>
        date.ToString(
            date.Kind == DateTimeKind.Unspecified ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ssK",
            Invariant
        );

    public static string Iso(DateTimeOffset date) => date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", Invariant);

    /// <summary>The form that interpolation uses: .NET's own.</summary>
    public static string DotNet(Context context, object? value) =>
        value switch
        {
            bool flag => flag ? "True" : "False",
            DateTime date when !context.Options.IsStrict => date.ToString(Invariant),
            DateTimeOffset date when !context.Options.IsStrict => date.ToString(Invariant),
            _ => Of(context, value),
        };

    public static string Short(Context context, object? value)
    {
        var text = Of(context, value);
        return text.Length > 40 ? text[..40] + "…" : text;
    }

    public static string TypeName(object? value) =>
        value switch
        {
            null => "null",
            string or char => "string",
            bool => "bool",
            int => "int",
            long => "long",
            double => "double",
            decimal => "decimal",
            DateTime or DateTimeOffset => "date",
            TimeSpan => "timespan",
            _ when Sequences.IsSequence(value) => "array",
            ScriptFunction or TemplateFunction => "function",
            _ => "object",
        };

    private static string Nested(Context context, object value)
    {
        var text = new StringBuilder();
        Append(context, text, value, 0);
        return text.ToString();
    }

    private static void Append(Context context, StringBuilder text, object? value, int depth)
    {
        context.Limits.EnsureStack(0);
        context.Limits.Spend(1, 0);
        if (context.Options.ObjectRecursionLimit > 0 && depth > context.Options.ObjectRecursionLimit)
        {
            throw context.Error(0, "The value is too deeply nested to be printed (ObjectRecursionLimit)");
        }

        if (text.Length > (context.Options.LimitToString > 0 ? context.Options.LimitToString : Limits.LongestText))
        {
            return;
        }

        if (value is null)
        {
            text.Append("null");
        }
        else if (value is string s)
        {
            text.Append('"').Append(StringFunctions.EscapeText(s)).Append('"');
        }
        else if (Sequences.IsSequence(value))
        {
            AppendItems(context, text, Sequences.TryItems(value)!, depth);
        }
        else if (value is not BuiltinGroup && Members.NamesOf(value) is { } names)
        {
            AppendMembers(context, text, value, names, depth);
        }
        else
        {
            text.Append(Of(context, value));
        }
    }

    private static void AppendItems(Context context, StringBuilder text, IEnumerable<object?> items, int depth)
    {
        text.Append('[');
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "" : ", ");
            first = false;
            Append(context, text, item, depth + 1);
        }

        text.Append(']');
    }

    private static void AppendMembers(
        Context context,
        StringBuilder text,
        object value,
        IEnumerable<string> names,
        int depth
    )
    {
        text.Append('{');
        var first = true;
        foreach (var name in names)
        {
            Members.TryGet(context, value, name, out var member);
            text.Append(first ? "" : ", ").Append(Key(name)).Append(": ");
            first = false;
            Append(context, text, member, depth + 1);
        }

        text.Append('}');
    }

    private static string Key(string name)
    {
        var plain =
            name.Length > 0
            && (char.IsLetter(name[0]) || name[0] == '_')
            && name.All(c => char.IsLetterOrDigit(c) || c == '_');
        return plain ? name : "\"" + StringFunctions.EscapeText(name) + "\"";
    }
}
