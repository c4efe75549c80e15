using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban;

/// <summary>Stands for an optional argument that a named one after it left out.</summary>
internal static class Missed
{
    public static readonly object Value = new();
}

/// <summary>What a host function was called with.</summary>
public sealed class TemplateArguments
{
    private readonly TemplateFunction function;
    private readonly List<GivenArgument> given;

    internal TemplateArguments(
        Context context,
        TemplateFunction function,
        List<GivenArgument> given,
        int offset,
        int after
    )
    {
        Context = context;
        Offset = offset;
        After = after;
        this.function = function;
        this.given = given;
    }

    internal Context Context { get; }

    internal int Offset { get; }

    /// <summary>Behind the call.</summary>
    internal int After { get; }

    public int Count => given.Count;

    public object? this[int index] =>
        index < given.Count && !ReferenceEquals(given[index].Value, Missed.Value) ? given[index].Value : null;

    internal bool Has(int index) => index < given.Count && !ReferenceEquals(given[index].Value, Missed.Value);

    /// <summary>The argument as text; null and missing are empty.</summary>
    public string Text(int index)
    {
        var text = TextForm.Of(Context, this[index]);
        Context.Limits.Spend(text.Length >> 3, Offset);
        return text;
    }

    /// <summary>An error at the call.</summary>
    public Exception Fail(string message) => Context.Error(Offset, $"`{function.Name}`: {message}");

    internal int OffsetOf(int index) => index < given.Count ? given[index].Offset : Offset;

    internal string? TextOrNull(int index) => this[index] is null ? null : Text(index);

    internal int Int(int index, int otherwise = 0) =>
        Has(index) ? Conversions.ToInt(Context, this[index], OffsetOf(index)) : otherwise;

    internal double Double(int index) => Conversions.ToDouble(Context, this[index], OffsetOf(index));

    internal IEnumerable<object?>? Items(int index) =>
        this[index] is not { } value ? null
        : Sequences.TryItems(value) is { } items ? Context.Limits.Counted(items, Offset)
        : throw Context.Error(
            OffsetOf(index),
            $"Unable to convert the {TextForm.TypeName(value)} `{TextForm.Short(Context, value)}` to an array"
        );
}
