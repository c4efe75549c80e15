namespace LeadOps.Planning;

public enum PlanWork
{
    /// <summary>The leads of a change are read; done and total count changes.</summary>
    Reading,

    /// <summary>What was read is compared with what is wanted; done and total count leads.</summary>
    Comparing,
}

/// <summary>What planning is at.</summary>
public readonly record struct PlanStep(PlanWork Work, string? Change, int Done, int Total);
