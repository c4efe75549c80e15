namespace LeadOps.Runs;

/// <summary>How a lead ended.</summary>
public enum Verdict
{
    /// <summary>Written and read back as planned.</summary>
    Applied,

    /// <summary>Somebody had already made it so; not written.</summary>
    Unchanged,

    /// <summary>A planned or assumed field moved since the plan, or the lead is gone; not written.</summary>
    Stale,

    /// <summary>Written, but the portal holds something else.</summary>
    Differs,

    /// <summary>Refused by the portal, or written by half.</summary>
    Failed,

    /// <summary>No answer came and nothing could be settled yet.</summary>
    Unknown,

    /// <summary>Not attempted.</summary>
    Skipped,
}
