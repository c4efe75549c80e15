namespace LeadOps.Scriban.Syntax;

/// <summary>Parsing could not go on; never leaves <see cref="Template.Parse"/>.</summary>
internal sealed class SyntaxException(int offset, string message) : Exception(message)
{
    /// <summary>The offset of a token that is missing because the text ended.</summary>
    public const int EndOfText = -1;

    public int Offset { get; } = offset;
}
