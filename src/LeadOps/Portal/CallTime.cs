namespace LeadOps.Portal;

/// <summary>The `time` member of an answer, as far as the portal sent it. Seconds.</summary>
public sealed record CallTime(double? Duration, double? Operating, DateTimeOffset? OperatingResetAt);
