using System.Globalization;
using LeadOps.Scriban;

namespace LeadOps.Fields.Types;

/// <summary>What a manifest gave became the portal's spelling, or an explanation why it cannot.</summary>
public readonly record struct Converted(string? Text, string? Problem)
{
    public static Converted Ok(string text) => new(text, null);

    public static Converted Bad(string problem) => new(null, problem);
}

/// <summary>One kind of value: how it is written, compared, shown and seen by templates. Single values only; lists are made of them.</summary>
public abstract class FieldType
{
    protected static CultureInfo Invariant => CultureInfo.InvariantCulture;

    public abstract Converted Convert(object value, FieldDefinition field);

    public virtual bool Same(string a, string b) => a == b;

    /// <summary>Negative, zero or positive, for `gt` and `lt`; null when the two cannot be ordered.</summary>
    public virtual int? Compare(string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>The value in templates.</summary>
    public virtual object? ToTemplate(string text) => text;

    /// <summary>What the portal sends may spell nothing in several ways.</summary>
    public virtual bool IsNothing(string text) => text.Length == 0;

    /// <summary>The portal can filter this kind by parts of a text.</summary>
    public virtual bool CanFilterLike => false;

    protected static string TextOf(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss", Invariant),
        DateTimeOffset date => date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", Invariant),
        IFormattable number => number.ToString(null, Invariant),
        _ => value.ToString() ?? "",
    };
}

internal sealed class TextType : FieldType
{
    public override bool CanFilterLike => true;

    public override Converted Convert(object value, FieldDefinition field) => value is IReadOnlyDictionary<string, object?> or IReadOnlyList<object?>
        ? Converted.Bad("wants one text, not a list or mapping")
        : Converted.Ok(TextOf(value));
}

internal sealed class IntegerType : FieldType
{
    public override Converted Convert(object value, FieldDefinition field) =>
        decimal.TryParse(TextOf(value), NumberStyles.Float, Invariant, out var number) && decimal.Truncate(number) == number
            ? Converted.Ok(number.ToString("0", Invariant))
            : Converted.Bad("wants a whole number");

    public override bool Same(string a, string b) => Compare(a, b) == 0;

    public override int? Compare(string a, string b) => Numbers.Compare(a, b);

    public override object? ToTemplate(string text) => long.TryParse(text, NumberStyles.Integer, Invariant, out var number) ? number : text;
}

internal sealed class DecimalType(bool isAmount) : FieldType
{
    public override Converted Convert(object value, FieldDefinition field)
    {
        if (value is bool || !decimal.TryParse(TextOf(value), NumberStyles.Float, Invariant, out var number))
        {
            return Converted.Bad("wants a number with a dot, such as 12500.50");
        }

        return Converted.Ok(isAmount ? Math.Round(number, 2, MidpointRounding.AwayFromZero).ToString("0.00", Invariant) : number.ToString("0.############", Invariant));
    }

    public override bool Same(string a, string b) => Compare(a, b) == 0;

    public override int? Compare(string a, string b) => Numbers.Compare(a, b);

    public override object? ToTemplate(string text) => decimal.TryParse(text, NumberStyles.Float, Invariant, out var number) ? number : text;

    public override bool IsNothing(string text) => text.Length == 0 || (isAmount && decimal.TryParse(text, NumberStyles.Float, Invariant, out var number) && number == 0);
}

internal static class Numbers
{
    public static int? Compare(string a, string b) =>
        decimal.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && decimal.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out var y)
            ? x.CompareTo(y)
            : null;
}

/// <summary>System flags are the texts Y and N; custom flags are 1 and 0 and booleans in templates.</summary>
internal sealed class FlagType(string yes, string no, bool isBoolean) : FieldType
{
    private static readonly string[] YesWords = ["Y", "1", "true", "yes", "on"];
    private static readonly string[] NoWords = ["N", "0", "false", "no", "off"];

    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = TextOf(value);
        return YesWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? Converted.Ok(yes)
            : NoWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? Converted.Ok(no)
            : Converted.Bad("wants Y or N");
    }

    public override bool Same(string a, string b) => IsYes(a) == IsYes(b);

    public override object? ToTemplate(string text) => isBoolean ? IsYes(text) : text;

    private static bool IsYes(string text) => YesWords.Contains(text, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A value out of a list: a stage, source, currency, user or enumeration item; an exact id wins over a title.</summary>
internal sealed class ChoiceType(string noun, bool isUser = false) : FieldType
{
    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = TextOf(value).Trim();
        if (field.Choices.Count == 0 || field.Choices.Any(choice => choice.Id == text))
        {
            return Converted.Ok(text);
        }

        var called = field.Choices.Where(choice => choice.IsCalled(text)).ToList();
        if (called.Count == 1)
        {
            return Converted.Ok(called[0].Id);
        }

        return Converted.Bad(called.Count > 1
            ? $"is the name of several: {string.Join(", ", called.Select(choice => $"{choice.Id} ({choice.Title})"))}. Give the id"
            : $"is no {noun} of this portal.{Hint(text, field)}");
    }

    public override object? ToTemplate(string text) => isUser && long.TryParse(text, NumberStyles.Integer, Invariant, out var id) ? id : text;

    public override bool IsNothing(string text) => text.Length == 0 || (isUser && text == "0");

    private static string Hint(string text, FieldDefinition field)
    {
        var near = Suggestions.Nearest(text, field.Choices.SelectMany(choice => new[] { choice.Id, choice.Title }.Concat(choice.OtherNames ?? [])));
        var some = string.Join(", ", field.Choices.Take(12).Select(choice => choice.Id == choice.Title ? choice.Id : $"{choice.Id} ({choice.Title})"));
        return near is not null ? $" Did you mean `{near}`?" : $" There are: {some}{(field.Choices.Count > 12 ? ", …" : "")}";
    }
}

/// <summary>The id of another record.</summary>
internal sealed class LinkType : FieldType
{
    public override Converted Convert(object value, FieldDefinition field) =>
        long.TryParse(TextOf(value), NumberStyles.Integer, Invariant, out var id) && id >= 0 ? Converted.Ok(id.ToString(Invariant)) : Converted.Bad("wants an id");

    public override bool IsNothing(string text) => text.Length == 0 || text == "0";

    public override bool Same(string a, string b) => Numbers.Compare(a, b) == 0;

    public override int? Compare(string a, string b) => Numbers.Compare(a, b);

    public override object? ToTemplate(string text) => long.TryParse(text, NumberStyles.Integer, Invariant, out var id) ? id : text;
}

/// <summary>Dates compare as instants; without an offset they are in the portal's time zone.</summary>
internal sealed class DateType(bool hasTime, TimeSpan portalOffset) : FieldType
{
    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = TextOf(value).Trim();
        return TryRead(text, out var date)
            ? Converted.Ok(hasTime ? date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", Invariant) : date.ToString("yyyy-MM-dd", Invariant))
            : Converted.Bad(hasTime ? "wants a date with time, such as 2026-05-01T10:00:00+02:00" : "wants a date, such as 2026-05-01");
    }

    public override bool Same(string a, string b) => Compare(a, b) is { } order ? order == 0 : a == b;

    public override int? Compare(string a, string b) => !TryRead(a, out var x) || !TryRead(b, out var y) ? null
        : hasTime ? x.CompareTo(y) : DateOnly.FromDateTime(x.DateTime).CompareTo(DateOnly.FromDateTime(y.DateTime));

    public override object? ToTemplate(string text) => TryRead(text, out var date) ? date : text;

    private bool TryRead(string text, out DateTimeOffset date)
    {
        date = default;
        if (text.Length < 8 || !char.IsAsciiDigit(text[0]) || !DateTimeOffset.TryParse(text, Invariant, DateTimeStyles.AssumeUniversal, out date))
        {
            return false;
        }

        var time = text.Length > 10 ? text.AsSpan(10) : "";
        date = time.IndexOfAny("+-Zz") >= 0 ? date : new DateTimeOffset(DateTime.SpecifyKind(date.DateTime, DateTimeKind.Unspecified), portalOffset);
        return true;
    }
}

/// <summary>`300|EUR`.</summary>
internal sealed class MoneyType : FieldType
{
    public override Converted Convert(object value, FieldDefinition field)
    {
        var parts = TextOf(value).Split('|', ' ');
        return parts.Length == 2 && decimal.TryParse(parts[0], NumberStyles.Float, Invariant, out var amount) && parts[1].Length == 3
            ? Converted.Ok(amount.ToString("0.####", Invariant) + "|" + parts[1].ToUpperInvariant())
            : Converted.Bad("wants an amount with its currency, such as 300|EUR");
    }

    public override bool Same(string a, string b)
    {
        var (x, y) = (a.Split('|'), b.Split('|'));
        return Numbers.Compare(x[0], y[0]) == 0 && x[^1].Equals(y[^1], StringComparison.OrdinalIgnoreCase);
    }

    public override int? Compare(string a, string b) => Numbers.Compare(a.Split('|')[0], b.Split('|')[0]);

    public override object? ToTemplate(string text) => decimal.TryParse(text.Split('|')[0], NumberStyles.Float, Invariant, out var amount) ? amount : text;

    public override bool IsNothing(string text) => text.Length == 0 || text.StartsWith('|');
}

/// <summary>Files can be seen and cleared, never set.</summary>
internal sealed class FileType : FieldType
{
    public override Converted Convert(object value, FieldDefinition field) => Converted.Bad("is a file; files can only be cleared");
}
