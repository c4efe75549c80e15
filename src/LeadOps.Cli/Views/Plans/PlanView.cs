using LeadOps.Cli.Options;
using LeadOps.Cli.Views.Html;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>A plan on stdout, in the format that was asked for.</summary>
internal static class PlanView
{
    public static void Write(Plan plan, IReadOnlyList<string> refusals, string format, bool full, ViewOptions view)
    {
        var page = new PlanPage(plan, new PlanByChange(plan, view.Redact), refusals);
        switch (format)
        {
            case "json":
                using (var stdout = Terminal.OpenOut())
                {
                    PlanJson.Write(stdout, page, view.Redact);
                }

                break;
            case "markdown":
                PlanMarkdown.Write(Terminal.Out, page, view.Redact);
                break;
            case "html":
                PlanHtml.Write(Terminal.Out, page, view.Redact);
                break;
            default:
                new PlanTextView(
                    Terminal.Out,
                    full,
                    view.Redact,
                    view.Colour && Terminal.IsOut,
                    Terminal.IsOut ? Terminal.Width : null
                ).Write(page);
                break;
        }
    }
}
