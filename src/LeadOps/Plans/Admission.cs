namespace LeadOps.Plans;

/// <summary>
/// What a plan is carried out for: a new run, or one that was admitted and approved before and goes on.
/// </summary>
public enum PlanUse
{
    NewRun,
    Continued,
}

/// <summary>The limits of `limits` in leadops.yml.</summary>
public sealed record PlanLimits(int MaxChanges, double MaxPercent, int MaxFailures, int MaxCreates)
{
    /// <summary>What holds where leadops.yml says nothing.</summary>
    public static PlanLimits Default { get; } = new(MaxChanges: 5000, MaxPercent: 30, MaxFailures: 20, MaxCreates: 100);

    /// <summary>For portals that are made for one test.</summary>
    public static PlanLimits None { get; } = new(int.MaxValue, 100, int.MaxValue, int.MaxValue);
}

/// <summary>
/// Everything that a guard may look at. It is gathered before the first of them is asked, and none of them reads
/// more.
/// </summary>
public sealed record Admission
{
    public required PlanHeader Plan { get; init; }

    public required PlanCounts Counts { get; init; }

    public required PlanLimits Limits { get; init; }

    public required PlanUse Use { get; init; }

    /// <summary>The host that the plan would be carried out on.</summary>
    public required string Host { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The portal is configured to hold test data.</summary>
    public required bool IsSeedable { get; init; }

    /// <summary>Blocked leads are left out.</summary>
    public bool SkipsBlocked { get; init; }

    public PlannedLead? FirstBlocked { get; init; }

    /// <summary>The portal makes deals of new leads, and nobody said that this is wanted.</summary>
    public bool MakesDeals { get; init; }
}
