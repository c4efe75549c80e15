namespace LeadOps.Portal;

/// <summary>How fast the portal lets one address call it.</summary>
public enum PortalTariff
{
    /// <summary>2 requests a second, blocked above 50.</summary>
    Standard,

    /// <summary>5 requests a second, blocked above 250.</summary>
    Enterprise,

    /// <summary>No rate of our own; the server is the user's.</summary>
    SelfHosted,
}
