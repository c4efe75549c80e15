namespace LeadOps.Diagnostics;

/// <summary>
/// A problem with an input and its place. The message names the value in backticks, the remedy says what to do next.
/// </summary>
public sealed record Diagnostic(SourceSpan? At, string Message, string? Remedy = null)
{
    /// <summary>The message without values of leads and rows, when it has some.</summary>
    public string? Masked { get; init; }

    public override string ToString() => Told(Message);

    /// <summary>For outputs that mask personal data.</summary>
    public string ToMasked() => Told(Masked ?? Message);

    private string Told(string message) =>
        (At is { } at ? $"{at}: " : "")
        + message
        + (message.EndsWith('.') || message.EndsWith('?') || message.EndsWith('!') ? "" : ".")
        + (Remedy is null ? "" : $" {Remedy}");
}
