using System.Globalization;

namespace LeadOps.Fields.Types;

/// <summary>What a manifest gave became the portal's spelling, or an explanation why it cannot.</summary>
public readonly record struct Converted(string? Text, string? Problem)
{
    public static Converted Ok(string text) => new(text, null);

    public static Converted Bad(string problem) => new(null, problem);
}

/// <summary>
/// One kind of value: how it is written in manifests, spelled, compared, shown, cleared and seen by templates. Single
/// values only; lists are made of them.
/// </summary>
public abstract class FieldType
{
    protected static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <summary>From a manifest to the portal's spelling.</summary>
    public abstract Converted Convert(object value, FieldDefinition field);

    /// <summary>One spelling for what the portal's two APIs write in different ways.</summary>
    public virtual string Normalise(string text) => text;

    public virtual bool Same(string a, string b) => a == b;

    /// <summary>What a condition compares with; a type may keep more of what was written than it stores.</summary>
    public virtual Converted Operand(object value, FieldDefinition field) => Convert(value, field);

    /// <summary>
    /// The values that an operand stands for, from the first to before the second; null when it stands for itself.
    /// </summary>
    public virtual (string From, string Until)? SpanOf(string operand) => null;

    /// <summary>How a value lies to an operand of a condition: before it, at it (zero) or behind it.</summary>
    public int? Against(string value, string operand) =>
        SpanOf(operand) is not { } span ? Compare(value, operand)
        : Compare(value, span.From) is not { } from ? null
        : from < 0 ? -1
        : Compare(value, span.Until) < 0 ? 0
        : 1;

    /// <summary>A value is what the operand of a condition asks for.</summary>
    public bool Meets(string value, string operand) =>
        SpanOf(operand) is null ? Same(value, operand) : Against(value, operand) == 0;

    /// <summary>Negative, zero or positive, for `gt` and `lt`; null when the two cannot be ordered.</summary>
    public virtual int? Compare(string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>The value in templates.</summary>
    public virtual object? ToTemplate(string text) => text;

    /// <summary>What a template sees when nothing is set.</summary>
    public virtual object? EmptyInTemplate => null;

    /// <summary>What the portal sends may spell nothing in several ways.</summary>
    public virtual bool IsNothing(string text) => text.Length == 0;

    /// <summary>A value that means the same as none: an amount of zero, a flag that is off.</summary>
    public virtual bool MeansNothing(string text) => IsNothing(text);

    /// <summary>
    /// The spelling of nothing that is compared with other values; null when nothing compares with nothing only.
    /// </summary>
    public virtual string? Zero => null;

    /// <summary>What is sent to clear a single value.</summary>
    public virtual string Cleared => "";

    /// <summary>The value for people, when its spelling is for machines.</summary>
    public virtual string? Label(string text) => null;

    /// <summary>The portal compares such values as codes: its equality finds no less than ours.</summary>
    public virtual bool IsCode => false;

    /// <summary>The portal orders such values as we do.</summary>
    public virtual bool IsOrdered => false;

    /// <summary>Two texts with one key are equal, for joining rows and leads.</summary>
    public virtual string Key(string text) => text.ToUpperInvariant();

    protected static string TextOf(object value) =>
        value switch
        {
            string text => text,
            bool flag => flag ? "true" : "false",
            DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", Invariant),
            DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss", Invariant),
            DateTimeOffset date => date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", Invariant),
            IFormattable number => number.ToString(null, Invariant),
            _ => value.ToString() ?? "",
        };
}
