namespace LeadOps.Manifests;

/// <summary>What becomes of lines that cannot be read as rows.</summary>
public enum BadRows
{
    /// <summary>They are errors.</summary>
    Refused,

    /// <summary>They are kept beside the others, to be handed back.</summary>
    Kept,
}
