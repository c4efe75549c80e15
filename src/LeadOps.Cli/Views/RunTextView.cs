using System.Globalization;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>The end of a run: what was done, what was not, what to type next.</summary>
internal sealed class RunTextView(TextWriter output, bool full, bool redact)
{
    private const int Shown = 20;

    private static bool IsTrouble(LeadOutcome lead) => lead.Verdict is not (Verdict.Applied or Verdict.Unchanged or Verdict.Skipped);

    public void Write(RunReport report)
    {
        var summary = report.Summary;
        var trouble = summary.Total - summary.Applied - summary.Unchanged - summary.Skipped;
        foreach (var lead in report.Leads.Where(IsTrouble).Take(full ? trouble : Math.Min(trouble, Shown)))
        {
            output.WriteLine($"{lead.Verdict.ToString().ToLowerInvariant(),-9} {(lead.Id is { } id ? $"#{id}" : lead.Key)}  {ValueText.Title(lead.Title, redact)}: {lead.Error?.Message}");
        }

        if (!full && trouble > Shown)
        {
            output.WriteLine($"… and {trouble - Shown} more (leadops show {report.Run} --full)");
        }

        var counts = string.Join(", ", Json.Counts(report.Summary).Where(pair => pair.Count > 0).Select(pair => $"{pair.Count} {pair.Name}"));
        output.WriteLine($"Run {report.Run} on {report.Plan.Portal.Host}: {report.Status.ToString().ToLowerInvariant()}. {(counts.Length > 0 ? counts : "nothing to do")}.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"     {report.Stats.HttpRequests} requests, {report.Stats.Retries} retries, {report.Stats.ThrottledSeconds:0.#} s throttled."));
        if (report.NextCommand is { } next)
        {
            output.WriteLine($"Continue with: {next}");
        }
    }
}
