using System.Text.Json;
using LeadOps.Portal.Limits;

namespace LeadOps.Portal;

/// <summary>
/// What one attempt to send a request has brought: an envelope with the result, an error, or a lost answer.
/// </summary>
internal sealed record Reply
{
    public int Status { get; init; }

    public JsonElement Envelope { get; init; }

    public PortalError? Error { get; init; }

    /// <summary>Why no answer came.</summary>
    public string? Lost { get; init; }

    /// <summary>The request has certainly not reached the portal.</summary>
    public bool NeverSent { get; init; }

    /// <summary>When the portal allows a method again whose budget is used up.</summary>
    public OperatingReset? Reset { get; init; }

    /// <summary>With a code the portal itself speaks, and what it refuses as a whole it has not begun.</summary>
    public bool MayHaveActed => !NeverSent && Error is not { Kind: ErrorKind.Stop or ErrorKind.Wait, Code.Length: > 0 };
}
