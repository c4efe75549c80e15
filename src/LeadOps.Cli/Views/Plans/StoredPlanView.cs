using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>
/// How to carry out a plan that was stored. Where the format has room for a last line, it is part of the plan:
/// reviewers see what will be typed.
/// </summary>
internal static class StoredPlanView
{
    public static void Write(PlanHeader plan, string format)
    {
        var (id, until) = (plan.Id, $"Valid until {RunWords.When(plan.ExpiresAt)} UTC.");
        if (format == "markdown")
        {
            Terminal.Out.WriteLine();
            Terminal.Out.WriteLine(until);
            Terminal.Out.WriteLine($"Stored as `{id}`; carry it out with `leadops apply {id}{plan.Portal.Flag}`");
            return;
        }

        var output = format == "text" ? Terminal.Out : Terminal.Error;
        output.WriteLine(until);
        output.WriteLine($"Stored as {id}; carry it out with: leadops apply {id}{plan.Portal.Flag}");
    }
}
