namespace LeadOps.Fields.Types;

/// <summary>A comparison written as people write it elsewhere, where YAML wants a mapping.</summary>
internal static class Comparison
{
    private static readonly (string Sign, string Word)[] Signs =
    [
        (">=", "gte"),
        ("<=", "lte"),
        ("!=", "not"),
        ("<>", "not"),
        (">", "gt"),
        ("<", "lt"),
    ];

    /// <summary>The word for a sign, or null.</summary>
    public static string? Word(string sign) => Array.Find(Signs, known => known.Sign == sign).Word;

    public static string? Advice(string text) =>
        Array.Find(Signs, sign => text.StartsWith(sign.Sign, StringComparison.Ordinal))
            is { Sign: { } sign, Word: var word }
            ? $"is compared by a mapping: write `{{ {word}: {text[sign.Length..].Trim()} }}`"
            : null;
}
