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
        (At is { } at ? $"{at}: " : "") + Sentence(message) + (Remedy is null ? "" : $" {Remedy}");

    /// <summary>With a capital letter and a full stop; what stands in backticks stays as it is.</summary>
    public static string Sentence(string message) =>
        message.Length == 0
            ? message
            : char.ToUpperInvariant(message[0]) + message[1..] + (message[^1] is '.' or '?' or '!' ? "" : ".");
}
