using System.Globalization;

namespace LeadOps.Fields.Types;

/// <summary>What a manifest gave became the portal's spelling, or an explanation why it cannot.</summary>
public readonly record struct Converted(string? Text, string? Problem)
{
    public static Converted Ok(string text) => new(text, null);

    public static Converted Bad(string problem) => new(null, problem);
}

/// <summary>
/// One kind of value: how it is written in manifests, spelled, compared, shown, cleared and seen by templates. Single values
/// only; lists are made of them.
/// </summary>
public abstract class FieldType
{
    protected static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <summary>From a manifest to the portal's spelling.</summary>
    public abstract Converted Convert(object value, FieldDefinition field);

    /// <summary>One spelling for what the portal's two APIs write in different ways.</summary>
    public virtual string Normalise(string text) => text;

    public virtual bool Same(string a, string b) => a == b;

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

    /// <summary>The spelling of nothing that is compared with other values; null when nothing compares with nothing only.</summary>
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
            DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss", Invariant),
            DateTimeOffset date => date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", Invariant),
            IFormattable number => number.ToString(null, Invariant),
            _ => value.ToString() ?? "",
        };
}
