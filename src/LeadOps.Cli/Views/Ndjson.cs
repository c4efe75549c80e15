using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>
/// One event per line, the moment it happens: started, lead, paused, finished. Output that breaks does not break the
/// run.
/// </summary>
internal sealed class Ndjson(TextWriter output, bool redact)
{
    /// <summary>Why the events stopped coming.</summary>
    public IOException? Problem { get; private set; }

    public void Started(string run, int total) => Write("started", new JsonObject { ["run"] = run, ["total"] = total });

    public void Lead(LeadOutcome lead) =>
        Write(
            "lead",
            new JsonObject
            {
                ["id"] = lead.Id?.Value,
                ["key"] = ValueText.Key(lead.Key, redact),
                ["title"] = ValueText.Title(lead.Title, redact),
                ["action"] = Spelled.AsCode(lead.Action),
                ["verdict"] = Spelled.AsCode(lead.Verdict),
                ["error"] = ValueText.Error(lead.Error, redact),
            }
        );

    /// <summary>The short waits between requests are no events.</summary>
    public void Paused(PortalPause pause)
    {
        if (pause.Kind == PauseKind.Rate)
        {
            return;
        }

        Write(
            "paused",
            new JsonObject { ["until"] = pause.Until is { } until ? Json.Time(until) : null, ["reason"] = pause.Reason }
        );
    }

    /// <summary>The leads that this process had no verdict for, then the totals.</summary>
    public void Finished(RunReport report)
    {
        foreach (var lead in report.Leads.Where(lead => lead.Verdict is Verdict.Skipped or Verdict.Unknown))
        {
            Lead(lead);
        }

        Write(
            "finished",
            new JsonObject
            {
                ["run"] = report.Run,
                ["outcome"] = Spelled.AsCode(report.Status),
                ["summary"] = new JsonObject(
                    RunWords
                        .Counts(report.Summary)
                        .Select(pair => KeyValuePair.Create(pair.Name, (JsonNode?)pair.Count))
                ),
                ["next"] = report.NextCommand,
            }
        );
    }

    private void Write(string name, JsonObject facts)
    {
        if (Problem is not null)
        {
            return;
        }

        try
        {
            facts.Insert(0, "event", name);
            output.WriteLine(Json.Line(facts));
            output.Flush();
        }
        catch (IOException problem)
        {
            Problem = problem;
        }
    }
}
