using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>The lines of a text plan: heads of groups, leads with their fields, as wide as the terminal.</summary>
internal sealed class PlanLines(TextWriter output, bool redact, bool colour, int? terminalWidth)
{
    private static readonly Dictionary<LeadAction, (string Sign, string Colour)> Signs = new()
    {
        [LeadAction.Update] = ("~", "33"),
        [LeadAction.Create] = ("+", "32"),
        [LeadAction.Delete] = ("-", "31"),
        [LeadAction.Blocked] = ("!", "35"),
    };

    public FieldNames Names { get; set; } = FieldNames.None;

    public void Head(ChangeGroup group)
    {
        var (sign, code) = Signs[group.Action];
        Line($"{Paint(sign, code)} {HeadOf(group)}");
    }

    /// <summary>How many leads, what happens to them, and the change that does it.</summary>
    public static string HeadOf(ChangeGroup group)
    {
        var what =
            group.Action == LeadAction.Delete
                ? "deleted"
                : string.Join(", ", group.Fields.Select(field => field.Head()));
        return $"{Counted.Of(group.Count, "lead")}: {what}{(group.Change.Length > 0 ? $"   [{group.Change}]" : "")}";
    }

    /// <summary>What has no place among the groups that are shown.</summary>
    public static string Others(PlanByChange plan, int leads, int groups) =>
        $"{Counted.Of(leads, "lead")} in {(plan.KnowsOthers ? "" : "more than ")}" + Counted.Of(groups, "other group");

    /// <param name="note">What else tells people which lead it is.</param>
    public void Lead(PlannedLead lead, IEnumerable<PlannedField> fields, string note = "")
    {
        Line($"    {Name(lead)}  {ValueText.Title(lead.Title, redact)}{note}");
        foreach (var reason in lead.Reasons)
        {
            Line($"        {Paint("blocked: " + ValueText.Reason(reason, redact), "35")}");
        }

        foreach (var field in fields)
        {
            Line(
                $"        {Names.Of(field.Name)}: "
                    + $"{ValueText.Change(field, redact, text => Paint(text, "31"), text => Paint(text, "32"))}"
            );
        }
    }

    /// <summary>Who deletes seeded leads knows them by their keys.</summary>
    public string? Name(PlannedLead lead) =>
        (lead.Id, ValueText.Key(lead.Key, redact)) switch
        {
            ({ } id, { } key) when lead.Action == LeadAction.Delete => $"#{id}  {key}",
            ({ } id, _) => $"#{id}",
            (null, var key) => key,
        };

    public void Blank(bool isWanted) => output.Write(isWanted ? output.NewLine : "");

    public void Line(string text)
    {
        foreach (var line in terminalWidth is { } width ? Wrapped.Lines(text, width) : [text])
        {
            output.WriteLine(line);
        }
    }

    public string Paint(string text, string code) => colour ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
