using System.Globalization;
using LeadOps.Plans;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>A plan to read: leads that get the same change together, samples, totals, forecast.</summary>
internal sealed class PlanTextView(TextWriter output, bool full, bool redact, bool colour)
{
    private const int Notes = 25;

    private static readonly Dictionary<LeadAction, (string Sign, string Colour)> Signs = new()
    {
        [LeadAction.Update] = ("~", "33"),
        [LeadAction.Create] = ("+", "32"),
        [LeadAction.Delete] = ("-", "31"),
        [LeadAction.Blocked] = ("!", "35"),
    };

    public void Write(Plan plan)
    {
        var (header, footer) = (plan.Header, plan.Footer);
        output.WriteLine(
            $"Plan for {header.Portal.Name} ({header.Portal.Host}), as {ValueText.User(header.Portal, redact)}"
        );
        foreach (var manifest in header.Manifests)
        {
            output.WriteLine($"  manifest {manifest.Name}  {manifest.File}");
        }

        output.WriteLine();
        var groups = new PlanGroups(plan.Leads);
        if (full)
        {
            WriteAll(plan.Leads.Where(lead => lead.Group is null), groups);
        }
        else
        {
            WriteSamples(groups);
        }

        new PlanGroupsText(output, full, WriteLead).Write(plan);
        WriteTotals(footer);
    }

    private void WriteSamples(PlanGroups groups)
    {
        foreach (var action in Signs.Keys)
        {
            foreach (var group in groups.Shown.Where(group => group.Action == action))
            {
                WriteHead(group);
                if (group.Sample[0].Group is not null)
                {
                    continue;
                }

                group.Sample.ForEach(lead =>
                    WriteLead(lead, action == LeadAction.Delete ? [] : lead.Fields.Where((_, i) => !group.IsCommon(i)))
                );
                if (group.Count > group.Sample.Count)
                {
                    output.WriteLine($"    … and {group.Count - group.Sample.Count} more (--full shows all)");
                }

                output.WriteLine();
            }

            if (groups.Others(action).Leads > 0)
            {
                WriteHeadOfOthers(action, groups, " (--full shows all)");
                output.WriteLine();
            }
        }
    }

    /// <summary>Every lead under its group's head; the order by groups is made on disk.</summary>
    private void WriteAll(IEnumerable<PlannedLead> leads, PlanGroups groups)
    {
        using var spool = new SortedSpool();
        var places = groups
            .Shown.Select((group, place) => (group, place))
            .ToDictionary(pair => pair.group, pair => pair.place);
        var sequence = 0;
        foreach (var lead in leads)
        {
            var place = groups.Of(lead) is { } group ? places[group] : int.MaxValue;
            spool.Add(SortedSpool.Key((long)lead.Action, place, sequence++), PlannedLeadJson.Line(lead));
        }

        (long, long)? current = null;
        foreach (var (key, line) in spool.Read())
        {
            var lead = PlanLeads.Read(line);
            var group = groups.Of(lead);
            var next = (SortedSpool.Number(key, 0), SortedSpool.Number(key, 1));
            if (next != current)
            {
                output.Write(current is null ? "" : output.NewLine);
                WriteHead(group, lead.Action, groups);
                current = next;
            }

            WriteLead(
                lead,
                group is null || lead.Action == LeadAction.Delete
                    ? lead.Fields.Where(field => !field.IsNothing)
                    : lead.Fields.Where((_, i) => !group.IsCommon(i))
            );
        }

        output.Write(current is null ? "" : output.NewLine);
    }

    private void WriteHead(PlanGroup? group, LeadAction action, PlanGroups groups)
    {
        if (group is null)
        {
            WriteHeadOfOthers(action, groups, "");
        }
        else
        {
            WriteHead(group);
        }
    }

    private void WriteHeadOfOthers(LeadAction action, PlanGroups groups, string hint)
    {
        var (leads, others) = groups.Others(action);
        var (sign, code) = Signs[action];
        output.WriteLine(
            $"{Paint(sign, code)} {Leads(leads)} in {(groups.KnowsOthers ? "" : "more than ")}{others} other groups{hint}"
        );
    }

    private void WriteHead(PlanGroup group)
    {
        var first = group.Sample[0];
        var (sign, code) = Signs[group.Action];
        var what =
            group.Action == LeadAction.Delete
                ? "deleted"
                : string.Join(
                    ", ",
                    first.Fields.Select(
                        (field, i) => group.IsCommon(i) ? Brief(ValueText.Legible(field, redact)) : field.Name
                    )
                );
        var changes = string.Join(", ", first.Fields.Select(field => field.Change).Distinct());
        output.WriteLine(
            $"{Paint(sign, code)} {Leads(group.Count)}: {what}{(changes.Length > 0 ? $"   [{changes}]" : "")}"
        );
    }

    private static string Brief(PlannedField field) =>
        $"{field.Name} {ValueText.Of(field.Before, field.BeforeLabel, PlanGroup.Short)} → {ValueText.Of(field.After, field.AfterLabel, PlanGroup.Short)}";

    private static string Leads(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "lead" : "leads")}");

    private void WriteLead(PlannedLead lead, IEnumerable<PlannedField> fields)
    {
        output.WriteLine($"    {Name(lead)}  {ValueText.Title(lead.Title, redact)}");
        foreach (var reason in lead.Reasons)
        {
            output.WriteLine($"        {Paint("blocked: " + ValueText.Reason(reason, redact), "35")}");
        }

        foreach (var field in fields)
        {
            output.WriteLine(
                $"        {field.Name}: {ValueText.Change(field, redact, text => Paint(text, "31"), text => Paint(text, "32"))}"
            );
        }
    }

    /// <summary>Who deletes seeded leads knows them by their keys.</summary>
    private string? Name(PlannedLead lead) =>
        (lead.Id, ValueText.Key(lead.Key, redact)) switch
        {
            ({ } id, { } key) when lead.Action == LeadAction.Delete => $"#{id}  {key}",
            ({ } id, _) => $"#{id}",
            (null, var key) => key,
        };

    private void WriteTotals(PlanFooter footer)
    {
        foreach (var warning in full ? footer.Warnings : footer.Warnings.Take(Notes))
        {
            output.WriteLine($"{Paint("note", "36")}  {ValueText.Message(warning, redact)}");
        }

        if (!full && footer.Warnings.Count > Notes)
        {
            output.WriteLine(
                $"{Paint("note", "36")}  … and {footer.Warnings.Count - Notes} more notes (--full shows all)"
            );
        }

        var counts = footer.Counts;
        output.Write(footer.Warnings.Count > 0 ? output.NewLine : "");
        if (counts.Writes + counts.Blocked == 0)
        {
            output.WriteLine(
                counts.Unchanged == 0
                    ? "No changes: no lead is selected."
                    : $"No changes: {Leads(counts.Unchanged)} already as wanted."
            );
        }

        output.WriteLine($"Plan: {PlanTotals.Counts(counts)}");
        PlanTotals.More(footer).ToList().ForEach(line => output.WriteLine($"      {line}"));
    }

    private string Paint(string text, string code) => colour ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
