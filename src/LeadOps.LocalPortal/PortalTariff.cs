namespace LeadOps.LocalPortal;

/// <summary>
/// How fast the leaky bucket drains: standard 2 requests a second above a burst of 50, enterprise 5 above 250.
/// </summary>
public enum PortalTariff
{
    None,
    Standard,
    Enterprise,
}
