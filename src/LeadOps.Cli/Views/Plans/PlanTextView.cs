using System.Globalization;
using LeadOps.Plans;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>
/// A plan to read: what would refuse it, a table per change, the groups of each change with samples, totals,
/// forecast.
/// </summary>
internal sealed class PlanTextView(TextWriter output, bool full, bool redact, bool colour, int? terminalWidth = null)
{
    public const int Notes = 25;

    private const int Width = 120;
    private const int Named = 3;

    private static readonly Dictionary<LeadAction, (string Sign, string Colour)> Signs = new()
    {
        [LeadAction.Update] = ("~", "33"),
        [LeadAction.Create] = ("+", "32"),
        [LeadAction.Delete] = ("-", "31"),
        [LeadAction.Blocked] = ("!", "35"),
    };

    public void Write(PlanPage page)
    {
        var (plan, byChange) = (page.Plan, page.ByChange);
        var (header, footer) = (plan.Header, plan.Footer);
        Line($"Plan for {header.Portal.Name} ({header.Portal.Host}), as {ValueText.User(header.Portal, redact)}");
        foreach (var manifest in header.Manifests)
        {
            Line(
                $"  manifest {manifest.Name}  {manifest.File}"
                    + $"{(manifest.Description is { } text ? $"  {ValueText.Reason(text, false)}" : "")}"
            );
        }

        foreach (var refusal in page.Refusals)
        {
            Line($"{Paint("refused", "31")}  apply would refuse: {ValueText.Message(refusal, redact: false)}");
        }

        Line("");
        if (byChange.Rows.Count > 0)
        {
            ChangeTable.Write(output, byChange, terminalWidth ?? Width, colour);
            foreach (var row in byChange.Described)
            {
                Line($"  {row.Name}: {ValueText.Reason(row.Description!, redact: false)}");
            }

            Line("");
        }

        WriteNotes(footer);
        var groups = new PlanGroupsText(output, WriteLead);
        if (full)
        {
            WriteAll(plan.Leads.Where(lead => lead.Group is null), byChange);
            groups.WriteAll(plan);
        }
        else
        {
            WriteSamples(byChange, PlanLength.Of(byChange, footer.Warnings.Count));
            groups.WriteSamples(byChange.ByGroup);
        }

        WriteTotals(footer);
    }

    private void WriteSamples(PlanByChange plan, PlanLength length)
    {
        foreach (var change in plan.Shown.GroupBy(group => group.Change))
        {
            foreach (var group in change.Take(length.Groups))
            {
                WriteHead(group);
                if (group.Sample[0].Group is null)
                {
                    WriteSample(group, length.Samples);
                }

                Line("");
            }

            var cut = change.Skip(length.Groups).ToList();
            var (leads, groups) = plan.Others(change.Key);
            WriteOthers(plan, change.Key, leads + cut.Sum(group => group.Count), groups + cut.Count);
        }
    }

    private void WriteSample(ChangeGroup group, int samples)
    {
        var shown = group.Sample.Take(samples).ToList();
        if (group.Count > shown.Count)
        {
            group.Fields.Where(field => !field.HasOneAim).ToList().ForEach(field => Line($"    {field.Line()}"));
        }

        shown.ForEach(lead => WriteLead(lead, Varying(group, lead)));
        if (shown.Count > 0 && group.Count > shown.Count)
        {
            Line($"    … and {Number(group.Count - shown.Count)} more (--full shows all)");
        }
        else if (shown.Count == 0)
        {
            var names = group.Sample.Take(Named).Select(lead => $"{Name(lead)} {ValueText.Title(lead.Title, redact)}");
            var more = group.Count > Named ? $", … and {Number(group.Count - Named)} more (--full shows all)" : "";
            Line($"    {string.Join(", ", names)}{more}");
        }
    }

    /// <summary>What the head of the group does not tell already.</summary>
    private static IEnumerable<PlannedField> Varying(ChangeGroup group, PlannedLead lead) =>
        group.Action == LeadAction.Delete
            ? []
            : ChangeGroup.FieldsOf(lead, group.Change).Where((_, i) => !group.Fields[i].IsUniform);

    private void WriteOthers(PlanByChange plan, string change, int leads, int groups)
    {
        if (leads > 0)
        {
            Line($"  … and {Others(plan, leads, groups)}   [{change}] (--full shows all)");
            Line("");
        }
    }

    /// <summary>What has no place among the groups that are shown.</summary>
    public static string Others(PlanByChange plan, int leads, int groups) =>
        $"{Leads(leads)} in {(plan.KnowsOthers ? "" : "more than ")}{Number(groups)} other "
        + (groups == 1 ? "group" : "groups");

    /// <summary>Every lead under its group's head; the order by change and group is made on disk.</summary>
    private void WriteAll(IEnumerable<PlannedLead> leads, PlanByChange plan)
    {
        using var spool = new SortedSpool();
        var changes = plan.Rows.Select((row, place) => (row.Name, place)).ToDictionary(StringComparer.Ordinal);
        var places = plan.Shown.Select((group, place) => (group, place)).ToDictionary();
        var sequence = 0;
        foreach (var lead in leads)
        {
            foreach (var change in PlanByChange.ChangesOf(lead))
            {
                var place = plan.Of(lead, change) is { } group ? places[group] : int.MaxValue;
                spool.Add(SortedSpool.Key(changes[change], place, sequence++), PlannedLeadJson.Line(lead));
            }
        }

        (long, long)? current = null;
        foreach (var (key, line) in spool.Read())
        {
            var lead = PlanLeads.Read(line);
            var change = plan.Rows[(int)SortedSpool.Number(key, 0)].Name;
            var group = plan.Of(lead, change);
            var next = (SortedSpool.Number(key, 0), SortedSpool.Number(key, 1));
            if (next != current)
            {
                Blank(current is not null);
                WriteHead(group, change, plan);
                current = next;
            }

            WriteLead(
                lead,
                group is null || lead.Action == LeadAction.Delete
                    ? ChangeGroup.FieldsOf(lead, change)
                    : Varying(group, lead)
            );
        }

        Blank(current is not null);
    }

    private void WriteHead(ChangeGroup? group, string change, PlanByChange plan)
    {
        if (group is not null)
        {
            WriteHead(group);
            return;
        }

        var (leads, groups) = plan.Others(change);
        Line($"{Others(plan, leads, groups)}   [{change}]");
    }

    private void WriteHead(ChangeGroup group)
    {
        var (sign, code) = Signs[group.Action];
        Line($"{Paint(sign, code)} {Head(group)}");
    }

    /// <summary>How many leads, what happens to them, and the change that does it.</summary>
    public static string Head(ChangeGroup group)
    {
        var what =
            group.Action == LeadAction.Delete
                ? "deleted"
                : string.Join(", ", group.Fields.Select(field => field.Head()));
        return $"{Leads(group.Count)}: {what}{(group.Change.Length > 0 ? $"   [{group.Change}]" : "")}";
    }

    private static string Leads(int count) => $"{Number(count)} {(count == 1 ? "lead" : "leads")}";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private void WriteLead(PlannedLead lead, IEnumerable<PlannedField> fields)
    {
        Line($"    {Name(lead)}  {ValueText.Title(lead.Title, redact)}");
        foreach (var reason in lead.Reasons)
        {
            Line($"        {Paint("blocked: " + ValueText.Reason(reason, redact), "35")}");
        }

        foreach (var field in fields)
        {
            Line(
                $"        {field.Name}: "
                    + $"{ValueText.Change(field, redact, text => Paint(text, "31"), text => Paint(text, "32"))}"
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

    private void WriteNotes(PlanFooter footer)
    {
        foreach (var warning in full ? footer.Warnings : footer.Warnings.Take(Notes))
        {
            Line($"{Paint("note", "36")}  {ValueText.Message(warning, redact)}");
        }

        if (!full && footer.Warnings.Count > Notes)
        {
            Line($"{Paint("note", "36")}  … and {Number(footer.Warnings.Count - Notes)} more notes (--full shows all)");
        }

        Blank(footer.Warnings.Count > 0);
    }

    private void WriteTotals(PlanFooter footer)
    {
        var counts = footer.Counts;
        if (PlanTotals.Nothing(counts) is { } nothing)
        {
            Line(nothing);
        }

        Line($"Plan: {PlanTotals.Counts(counts)}");
        PlanTotals.More(footer).ToList().ForEach(line => Line($"      {line}"));
    }

    private void Blank(bool isWanted) => output.Write(isWanted ? output.NewLine : "");

    private void Line(string text)
    {
        foreach (var line in terminalWidth is { } width ? Wrapped.Lines(text, width) : [text])
        {
            output.WriteLine(line);
        }
    }

    private string Paint(string text, string code) => colour ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
