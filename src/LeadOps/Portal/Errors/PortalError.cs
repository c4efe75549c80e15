using LeadOps.Diagnostics;

namespace LeadOps.Portal.Errors;

/// <summary>
/// An error of the portal or of the way to it. Code and text are the portal's own; the message is for people: what
/// happened and what to do next. Nothing in it is secret.
/// </summary>
public sealed record PortalError(string Code, string Text, int? Status, ErrorKind Kind, ErrorHint Hint, string Message)
{
    /// <summary>Decides the exit code when this error ends a command.</summary>
    public Failure Failure => Hint is ErrorHint.Auth or ErrorHint.Scope or ErrorHint.Permission or ErrorHint.Plan
        ? Failure.Access
        : Failure.Portal;

    /// <summary>A new access token may cure it.</summary>
    internal bool CanRefresh { get; init; }
}
