namespace LeadOps.Diagnostics;

/// <summary>A problem with an input and its place. The message names the value in backticks, the remedy says what to do next.</summary>
public sealed record Diagnostic(SourceSpan? At, string Message, string? Remedy = null)
{
    public override string ToString() =>
        (At is { } at ? $"{at}: " : "")
        + Message
        + (Message.EndsWith('.') || Message.EndsWith('?') || Message.EndsWith('!') ? "" : ".")
        + (Remedy is null ? "" : $" {Remedy}");
}
