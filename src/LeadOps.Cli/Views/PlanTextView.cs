using System.Globalization;
using LeadOps.Planning;

namespace LeadOps.Cli.Views;

/// <summary>A plan to read: leads that get the same change together, samples, totals, forecast.</summary>
internal sealed class PlanTextView(TextWriter output, bool full, bool redact, bool colour)
{
    private const int Samples = 5;

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
        output.WriteLine($"Plan for {header.Portal.Name} ({header.Portal.Host}), as {header.Portal.UserName ?? header.Portal.UserId}");
        foreach (var manifest in header.Manifests)
        {
            output.WriteLine($"  manifest {manifest.Name}  {manifest.File}");
        }

        output.WriteLine();
        foreach (var group in plan.Leads.GroupBy(Key).OrderBy(group => group.First().Action).ThenByDescending(group => group.Count()))
        {
            WriteGroup([.. group]);
        }

        WriteTotals(footer);
    }

    /// <summary>Leads whose fields change in the same way; a value that differs from lead to lead counts only by its field.</summary>
    private static string Key(PlannedLead lead) => lead.Action + "|" + string.Join("|", lead.Fields.Select(field =>
        field.AfterLabel is not null || field.After.IsEmpty ? $"{field.Name}:{PlanJson.ValueText(field.After)}:{PlanJson.ValueText(field.Before)}:{field.Change}" : $"{field.Name}:{field.Change}"));

    private void WriteGroup(List<PlannedLead> leads)
    {
        var first = leads[0];
        var (sign, code) = Signs[first.Action];
        var what = string.Join(", ", first.Fields.Select(field => field.AfterLabel is not null || field.After.IsEmpty
            ? $"{field.Name} {ValueText.Of(ValueText.Shown(field.Name, field.Before, redact), field.BeforeLabel, 30)} → {ValueText.Of(ValueText.Shown(field.Name, field.After, redact), field.AfterLabel, 30)}"
            : field.Name));
        var changes = string.Join(", ", first.Fields.Select(field => field.Change).Distinct());
        output.WriteLine($"{Paint(sign, code)} {leads.Count.ToString(CultureInfo.InvariantCulture)} {(leads.Count == 1 ? "lead" : "leads")}: {what}{(changes.Length > 0 ? $"   [{changes}]" : "")}");
        foreach (var lead in full ? leads : leads.Take(Samples))
        {
            WriteLead(lead);
        }

        if (!full && leads.Count > Samples)
        {
            output.WriteLine($"    … and {leads.Count - Samples} more (--full shows all)");
        }

        output.WriteLine();
    }

    private void WriteLead(PlannedLead lead)
    {
        output.WriteLine($"    {(lead.Id is { } id ? $"#{id}" : lead.Key)}  {ValueText.Title(lead.Title, redact)}");
        foreach (var reason in lead.Reasons)
        {
            output.WriteLine($"        {Paint("blocked: " + reason, "35")}");
        }

        foreach (var field in lead.Fields.Where(field => field.AfterLabel is null && !field.After.IsEmpty))
        {
            output.WriteLine($"        {field.Name}: {Paint(ValueText.Of(ValueText.Shown(field.Name, field.Before, redact), field.BeforeLabel), "31")} → {Paint(ValueText.Of(ValueText.Shown(field.Name, field.After, redact), field.AfterLabel), "32")}");
        }
    }

    private void WriteTotals(PlanFooter footer)
    {
        foreach (var warning in footer.Warnings)
        {
            output.WriteLine($"{Paint("note", "36")}  {warning}");
        }

        var counts = footer.Counts;
        output.WriteLine(footer.Warnings.Count > 0 ? "" : null);
        output.WriteLine($"Plan: {counts.Update} to update, {counts.Create} to create, {counts.Delete} to delete, {counts.Unchanged} already as wanted, {counts.Blocked} blocked.");
        if (Guards.Percent(counts) is { } percent && counts.Writes > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      {percent:0.#} % of the portal's {counts.PortalLeads} leads."));
        }

        if (counts.Writes > 0)
        {
            var forecast = footer.Forecast;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      Forecast: {forecast.Requests} requests, about {Math.Max(0.1, forecast.Minutes ?? 0):0.#} min on tariff {forecast.Tariff}; operating time {(forecast.OperatingSeconds is { } seconds ? $"{seconds:0} s" : "unknown")}."));
        }
    }

    private string Paint(string text, string code) => colour ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
