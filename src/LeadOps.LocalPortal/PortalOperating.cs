namespace LeadOps.LocalPortal;

/// <summary>
/// Whose budget of working time the calls inside a batch use: their own methods' (cloud), or that of `batch`
/// (self-hosted).
/// </summary>
public enum PortalOperating
{
    Nested,
    Batch,
    Off,
}
