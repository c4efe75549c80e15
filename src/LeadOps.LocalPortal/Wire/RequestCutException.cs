namespace LeadOps.LocalPortal.Wire;

/// <summary>The front server cut the request: it lasted too long.</summary>
internal sealed class RequestCutException : Exception;
