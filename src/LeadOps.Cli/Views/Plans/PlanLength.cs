namespace LeadOps.Cli.Views;

/// <summary>How much of a plan fits a page: groups of each change, and samples of each group.</summary>
internal readonly record struct PlanLength(int Groups, int Samples)
{
    private const int Page = 60;
    private const int Frame = 11;

    /// <summary>From the most to the least; without samples a group still names some leads in one line.</summary>
    private static readonly PlanLength[] Steps = [new(10, 5), new(10, 3), new(10, 1), new(10, 0), new(5, 0), new(3, 0)];

    public static PlanLength Of(PlanByChange plan, int notes)
    {
        var head = Frame + plan.Rows.Count + plan.Described.Count + Math.Min(notes, PlanTextView.Notes);
        return Steps.FirstOrDefault(step => head + step.Lines(plan) <= Page, Steps[^1]);
    }

    private int Lines(PlanByChange plan)
    {
        var (groups, samples) = this;
        return plan
            .Shown.GroupBy(group => group.Change)
            .Sum(change => change.Take(groups).Sum(group => Lines(group, samples)) + 2);
    }

    private static int Lines(ChangeGroup group, int samples)
    {
        var own = group.Fields.Count(field => !field.HasOneAim);
        var varying = group.Fields.Count(field => !field.IsUniform);
        var shown = Math.Min(samples, group.Count);
        return 2 + (group.Count > shown ? own : 0) + (shown == 0 ? 1 : shown * (1 + varying) + 1);
    }
}
