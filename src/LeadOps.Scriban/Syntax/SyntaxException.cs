namespace LeadOps.Scriban.Syntax;

/// <summary>Parsing could not go on; never leaves <see cref="Template.Parse"/>.</summary>
internal sealed class SyntaxException(int offset, string message) : Exception(message)
{
    public int Offset { get; } = offset;
}
