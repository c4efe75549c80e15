namespace LeadOps.LocalPortal;

/// <summary>Classic: leads live on. Simple: a lead with a name is converted at once.</summary>
public enum PortalMode
{
    Classic = 1,
    Simple = 2,
}
