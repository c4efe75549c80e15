using LeadOps.Cli.Options;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>A plan on stdout, in the format that was asked for.</summary>
internal static class PlanView
{
    public static void Write(Plan plan, string format, bool full, ViewOptions view)
    {
        switch (format)
        {
            case "json":
                using (var stdout = Console.OpenStandardOutput())
                {
                    Json.Plan(stdout, plan, view.Redact);
                }

                break;
            case "markdown":
                Markdown.Plan(Console.Out, plan, view.Redact);
                break;
            case "html":
                Html.Plan(Console.Out, plan, view.Redact);
                break;
            default:
                new PlanTextView(Console.Out, full, view.Redact, view.Colour).Write(plan);
                break;
        }
    }
}
