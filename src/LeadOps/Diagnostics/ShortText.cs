namespace LeadOps.Diagnostics;

/// <summary>A long text as messages and tables show it.</summary>
public static class ShortText
{
    /// <summary>At most so many characters, the last an ellipsis; none of two codes is cut in half.</summary>
    public static string Of(string text, int most) =>
        text.Length <= most
            ? text
            : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1), "…");
}
