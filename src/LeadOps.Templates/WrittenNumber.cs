namespace LeadOps.Templates;

/// <summary>
/// A number whose spelling would be lost by its value, such as `1e3` or `0x1F`: a text everywhere, but a number
/// beside an operator.
/// </summary>
public sealed record WrittenNumber(string Text, object Value)
{
    /// <summary>What a list holds is compared as a whole, so it keeps the text.</summary>
    public static object? AsText(object? value) => value is WrittenNumber number ? number.Text : value;

    public override string ToString() => Text;
}
