namespace LeadOps.Diagnostics;

/// <summary>Why a command ended; the shell maps it to an exit code.</summary>
public enum Failure
{
    /// <summary>The portal or the network failed.</summary>
    Portal,

    /// <summary>Command line, configuration, manifest or plan file is wrong.</summary>
    Invalid,

    /// <summary>A guard said no.</summary>
    Refused,

    /// <summary>Authentication or permission.</summary>
    Access,
}

/// <summary>Ends a command with a message for the user: what happened, where, what to do next.</summary>
public class LeadOpsException(Failure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public Failure Failure { get; } = failure;

    /// <summary>The message without values of leads and rows.</summary>
    public virtual string Masked => Message;
}

/// <summary>All problems of the input, found in one pass.</summary>
public sealed class InvalidInputException(IReadOnlyList<Diagnostic> diagnostics)
    : LeadOpsException(Failure.Invalid, string.Join(Environment.NewLine, diagnostics))
{
    public InvalidInputException(SourceSpan? at, string message, string? remedy = null)
        : this([new Diagnostic(at, message, remedy)]) { }

    public IReadOnlyList<Diagnostic> Diagnostics { get; } = [.. diagnostics];

    public override string Masked => string.Join(Environment.NewLine, Diagnostics.Select(one => one.ToMasked()));
}
