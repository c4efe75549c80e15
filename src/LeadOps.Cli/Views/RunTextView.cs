using System.Globalization;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>
/// A run: when, who, how it ended; what was not done, what is unknown; and in the last line what to type next.
/// </summary>
internal sealed class RunTextView(TextWriter output, bool full, bool redact, int? terminalWidth = null)
{
    private const int Shown = 20;

    public void Write(RunReport report, IReadOnlyList<string>? files = null)
    {
        WriteHead(report);
        var blocked = Troubles(report);
        RunWords.Meanings(report.Summary).ToList().ForEach(text => Line($"     {text}"));
        if (report.Status == RunStatus.Paused && RunWords.First(report) is { Length: > 0 } first)
        {
            Line($"     Written: {first}.");
        }

        if (blocked > 0)
        {
            Line(
                $"     Blocked: {blocked} of those not done {(blocked == 1 ? "is" : "are")} held back by an "
                    + "assert; `resume` leaves them out."
            );
        }

        report.Rejects.Lines.ToList().ForEach(line => Line($"     {ValueText.Message(line, redact)}"));

        if (report.LeftAlone > 0)
        {
            Line(
                $"     Left alone: {report.LeftAlone} {(report.LeftAlone == 1 ? "lead was" : "leads were")}"
                    + $" edited since that run and {(report.LeftAlone == 1 ? "keeps" : "keep")} those edits."
            );
        }

        if (files is { Count: > 0 })
        {
            Line($"Report: {string.Join(", ", files)}");
        }

        if (report.NextCommand is { } next)
        {
            Line($"Continue with: {next}");
        }
    }

    /// <summary>What `history` says of the run.</summary>
    private void WriteHead(RunReport report)
    {
        var plan = report.Plan;
        var counts = string.Join(
            ", ",
            RunWords.Counts(report.Summary).Where(pair => pair.Count > 0).Select(pair => $"{pair.Count} {pair.Name}")
        );
        Line(
            $"Run {report.Run} on {plan.Portal.Host}: {Spelled.AsText(report.Status)}. "
                + $"{(counts.Length > 0 ? counts : "Nothing to do")}."
        );
        Line($"     {RunWords.Facts(report, redact)}");
        Line(string.Create(CultureInfo.InvariantCulture, $"     {RunWords.Cost(report.Stats)} throttled."));
    }

    /// <summary>Also tells how many leads were blocked.</summary>
    private int Troubles(RunReport report)
    {
        var (seen, blocked) = (0, 0);
        foreach (var lead in report.Summary.IsClean ? [] : report.Leads)
        {
            blocked += lead.Action == LeadAction.Blocked ? 1 : 0;
            if (lead.Verdict is Verdict.Applied or Verdict.Unchanged or Verdict.Skipped)
            {
                continue;
            }

            if (full || ++seen <= Shown)
            {
                Line(
                    $"{Spelled.AsCode(lead.Verdict), -9} "
                        + $"{(lead.Id is { } id ? $"#{id}" : ValueText.Key(lead.Key, redact))}  "
                        + $"{ValueText.Title(lead.Title, redact)}: "
                        + $"{ValueText.Error(lead.Error, redact) ?? "no answer came"}"
                );
            }
        }

        if (!full && seen > Shown)
        {
            Line($"… and {seen - Shown} more (leadops show {report.Run}{report.PortalFlag} --full)");
        }

        return blocked;
    }

    private void Line(string text)
    {
        foreach (var line in terminalWidth is { } width ? Wrapped.Lines(text, width) : [text])
        {
            output.WriteLine(line);
        }
    }
}
