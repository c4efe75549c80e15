namespace LeadOps.LocalPortal;

/// <summary>What a client sees of a request that lasts longer than 60 simulated seconds.</summary>
public enum PortalCut
{
    GatewayTimeout,
    Drop,
}
