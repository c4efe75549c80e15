using System.Text.Json;
using LeadOps.Portal.Errors;

namespace LeadOps.Portal;

public enum CallOutcome
{
    /// <summary>The portal executed the call; <see cref="CallAnswer.Result"/> holds what it said.</summary>
    Answered,

    /// <summary>The portal refused this call; <see cref="CallAnswer.Error"/> says why.</summary>
    Refused,

    /// <summary>The call certainly did not run; sending it again is safe. <see cref="CallAnswer.Error"/> says why, if known.</summary>
    NotExecuted,

    /// <summary>The call was sent and no trustworthy answer came: it may have run, or still be running.</summary>
    Unknown,
}

/// <summary>What became of one call. The elements own their memory and may be kept.</summary>
public sealed record CallAnswer
{
    public required CallOutcome Outcome { get; init; }

    /// <summary>Undefined unless the call was answered.</summary>
    public JsonElement Result { get; init; }

    public long? Total { get; init; }

    public long? Next { get; init; }

    public CallTime? Time { get; init; }

    public PortalError? Error { get; init; }

    public bool IsAnswered => Outcome == CallOutcome.Answered;

    /// <summary>The result, or a <see cref="PortalException"/> that carries the error.</summary>
    public JsonElement ResultOrThrow() => IsAnswered ? Result : throw new PortalException(Error!);

    internal static CallAnswer Refuse(PortalError error) => new() { Outcome = CallOutcome.Refused, Error = error };

    internal static CallAnswer NotExecuted(PortalError error) => new() { Outcome = CallOutcome.NotExecuted, Error = error };

    internal static CallAnswer Unknown(PortalError error) => new() { Outcome = CallOutcome.Unknown, Error = error };
}
