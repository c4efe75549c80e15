namespace LeadOps.Scriban.Syntax;

internal enum TokenKind
{
    Raw,
    Enter,
    Exit,
    EndOfStatement,
    Identifier,
    Number,
    Text,
    Interpolated,
    Operator,

    /// <summary>A character that begins no token.</summary>
    Invalid,
    End,
}

/// <summary>
/// A piece of a template. <see cref="Value"/> holds the parsed literal, the indent of an Enter or the parts of an interpolation.
/// </summary>
internal sealed record Token(TokenKind Kind, string Text, int Start, int Length, bool SpaceBefore, object? Value = null)
{
    public int End => Start + Length;

    public bool Is(string text) => Kind is TokenKind.Operator or TokenKind.Identifier && Text == text;
}

internal sealed record InterpolationPart(string? Text, int From, int To);
