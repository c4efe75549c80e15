namespace LeadOps.Diagnostics;

/// <summary>A long text as messages and tables show it.</summary>
public static class ShortText
{
    /// <summary>At most so many signs, the last an ellipsis; a sign of two codes is not cut in half.</summary>
    public static string Of(string text, int most) =>
        text.Length <= most
            ? text
            : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1), "…");
}
