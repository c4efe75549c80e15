namespace LeadOps.LocalPortal;

/// <summary>Which leads a right covers: all, those the user is responsible for, or none.</summary>
public enum LeadAccess
{
    All,
    Own,
    None,
}
