namespace LeadOps.Portal;

/// <summary>Checks the address of a portal as people paste it. No message ever contains the secret.</summary>
public static class PortalUrl
{
    /// <summary>The address, or a message with its remedy thrown as invalid input.</summary>
    public static Uri Parse(string text, bool oauth = false) => throw new NotSupportedException();

    /// <summary>What is wrong with the address and what to do; null when nothing is.</summary>
    public static UrlProblem? Check(string text, bool oauth = false) => throw new NotSupportedException();
}

public sealed record UrlProblem(string Message, string Remedy);
