namespace LeadOps.Plans;

/// <summary>
/// What speaks against carrying out a plan. Each guard looks at the admission alone and says what it minds: the
/// figure, the limit, and the key or flag that changes it.
/// </summary>
public static class Guards
{
    private const int SmallPortal = 100;

    /// <param name="Objection">Null when the guard has nothing against it.</param>
    /// <param name="HoldsContinued">Also asked when a run goes on; the others were asked when it began.</param>
    /// <param name="IsFinal">When it objects, nothing can be done with this plan, and the others are not asked.</param>
    private sealed record Guard(Func<Admission, string?> Objection, bool HoldsContinued = false, bool IsFinal = false);

    private static readonly Guard[] All =
    [
        new(OtherPortal, HoldsContinued: true, IsFinal: true),
        new(Expired, IsFinal: true),
        new(NotSeedable, HoldsContinued: true),
        new(TooManyChanges),
        new(TooManyPercent),
        new(TooManyCreates),
        new(Blocked),
        new(SimpleMode),
    ];

    public static IReadOnlyList<string> Objections(Admission admission)
    {
        var objections = new List<string>();
        foreach (var guard in All.Where(guard => admission.Use == PlanUse.NewRun || guard.HoldsContinued))
        {
            if (guard.Objection(admission) is not { } objection)
            {
                continue;
            }

            objections.Add(objection);
            if (guard.IsFinal)
            {
                break;
            }
        }

        return objections;
    }

    private static string? OtherPortal(Admission admission) => admission.Plan.Portal.Other(admission.Host);

    private static string? Expired(Admission admission) =>
        admission.Plan.ExpiresAt < admission.Now
            ? $"The plan expired at {admission.Plan.ExpiresAt:yyyy-MM-dd HH:mm} UTC. "
                + "Make a new one with `leadops plan`."
            : null;

    private static string? NotSeedable(Admission admission) =>
        admission.Plan.Purpose is not (PlanPurpose.Seed or PlanPurpose.Unseed) || admission.IsSeedable ? null
        : admission.Plan.Portal.Name == PlanPortal.Unnamed
            ? $"The portal `{admission.Plan.Portal.Host}` is not marked for test data. If it is a test portal, name it "
                + "under `portals` in leadops.yml with `seedable: true`."
        : $"The portal `{admission.Plan.Portal.Name}` is not marked for test data. If it is a test portal, set "
            + $"`portals.{admission.Plan.Portal.Name}.seedable: true` in leadops.yml.";

    private static string? TooManyChanges(Admission admission) =>
        admission.Counts.Writes > admission.Limits.MaxChanges
            ? $"The plan writes {admission.Counts.Writes} leads; "
                + $"`limits.maxChanges` allows {admission.Limits.MaxChanges}. "
                + $"{Narrow(admission)}raise it in leadops.yml or with `--max-changes {admission.Counts.Writes}`."
            : null;

    private static string? TooManyPercent(Admission admission) =>
        admission.Counts.PortalLeads > SmallPortal && Percent(admission) > admission.Limits.MaxPercent
            ? $"The plan changes {Percent(admission):0.#} % of the portal's "
                + $"{admission.Counts.PortalLeads} leads; `limits.maxPercent` allows "
                + $"{admission.Limits.MaxPercent:0.#} %. "
                + $"{Narrow(admission)}raise it in leadops.yml or with `--max-percent "
                + $"{Math.Ceiling(Percent(admission)):0}`."
            : null;

    private static string? TooManyCreates(Admission admission) =>
        admission.Plan.Purpose == PlanPurpose.Apply && admission.Counts.Create > admission.Limits.MaxCreates
            ? $"The plan creates {admission.Counts.Create} leads; "
                + $"`limits.maxCreates` allows {admission.Limits.MaxCreates}. "
                + $"{Narrow(admission)}raise it in leadops.yml or with `--max-creates {admission.Counts.Create}`."
            : null;

    private static string? Blocked(Admission admission) =>
        admission is { FirstBlocked: { } first, SkipsBlocked: false }
            ? $"{Leads(admission.Counts.Blocked, "is", "are")} blocked by an assert, "
                + $"the first is {First(first)}. The plan says why. "
                + "Correct them, or leave them out with `--skip-blocked`."
            : null;

    private static string? SimpleMode(Admission admission) =>
        admission is { MakesDeals: true, Counts.Create: > 0 }
            ? $"The portal is in simple CRM mode: it would turn the {admission.Counts.Create} new leads into "
                + "deals at once. Switch the portal to classic mode, or go on with `--allow-simple-mode`."
            : null;

    /// <summary>
    /// The leads that unseed and rollback delete are those that LeadOps itself made; they count in no percentage.
    /// </summary>
    private static double Percent(Admission admission)
    {
        var own = admission.Plan.Purpose is PlanPurpose.Unseed or PlanPurpose.Rollback ? admission.Counts.Delete : 0;
        return 100.0
            * (admission.Counts.Update + admission.Counts.Delete - own)
            / Math.Max(1, admission.Counts.PortalLeads ?? 0);
    }

    private static string Narrow(Admission admission) =>
        admission.Plan.Purpose == PlanPurpose.Apply ? "Narrow the selectors, or " : "If that is right, ";

    private static string First(PlannedLead lead) => lead.Id is { } id ? $"lead {id}" : $"the new lead `{lead.Key}`";

    private static string Leads(int count, string one, string many) =>
        count == 1 ? $"1 lead {one}" : $"{count} leads {many}";
}
