using LeadOps.Cli.Views.Html;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>A report on stdout, in the format that was asked for.</summary>
internal static class ReportView
{
    public static void Write(
        RunReport report,
        string format,
        bool full,
        bool redact,
        IReadOnlyList<string>? files = null
    )
    {
        switch (format)
        {
            case "json":
                using (var stdout = Terminal.OpenOut())
                {
                    ReportJson.Write(stdout, report, redact);
                }

                break;
            case "markdown":
                ReportMarkdown.Write(Terminal.Out, report, redact);
                break;
            case "html":
                ReportHtml.Write(Terminal.Out, report, redact);
                break;
            default:
                new RunTextView(Terminal.Out, full, redact, Terminal.IsOut ? Terminal.Width : null).Write(
                    report,
                    files
                );
                break;
        }
    }
}
