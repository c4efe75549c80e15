using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Portal;
using LeadOps.Portal.Leads;
using LeadOps.Scriban;
using LeadOps.Selection;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>A finished plan: header, leads in the order they are carried out, footer.</summary>
public sealed record Plan(PlanHeader Header, IReadOnlyList<PlannedLead> Leads, PlanFooter Footer);

/// <summary>Targets + changes → leads that differ. Reads only.</summary>
public sealed class Planner(PortalReader reader, FieldCatalogue catalogue, ScopeBuilder scopes)
{
    private sealed record Target(LeadSnapshot Lead, List<AppliedChange> Changes);

    public async Task<(IReadOnlyList<PlannedLead> Leads, PlanFooter Footer)> PlanAsync(IReadOnlyList<Manifest> manifests, IReadOnlyCollection<string> only, CancellationToken cancellationToken)
    {
        var chosen = manifests.SelectMany(manifest => manifest.Changes.Where(change => IsChosen(only, manifest, change.Name)).Select(change => (manifest, change))).ToList();
        var finder = new LeadFinder(reader, catalogue, FieldNeeds.Of(chosen.Select(pair => pair.change)));
        var targets = new SortedDictionary<long, Target>();
        var unmet = new List<string>();
        var remarks = new List<string>();
        foreach (var (manifest, change) in chosen)
        {
            var label = chosen.Count(pair => pair.change.Name == change.Name) > 1 ? $"{manifest.Name}/{change.Name}" : change.Name;
            await CollectAsync(finder, manifest, change, label, targets, unmet, remarks, cancellationToken);
        }

        if (unmet.Count > 0)
        {
            throw new LeadOpsException(Failure.Refused, string.Join(Environment.NewLine, unmet));
        }

        return await FinishAsync(targets.Values, [.. remarks, .. finder.Remarks], cancellationToken);
    }

    public static bool IsChosen(IReadOnlyCollection<string> only, Manifest manifest, string name) =>
        only.Count == 0 || only.Contains(name) || only.Contains($"{manifest.Name}/{name}");

    private async Task CollectAsync(
        LeadFinder finder, Manifest manifest, ChangeDefinition change, string label, SortedDictionary<long, Target> targets, List<string> unmet, List<string> remarks, CancellationToken cancellationToken)
    {
        IReadOnlyList<Row?> rows = change.ForEach is { } set ? [.. set.Rows] : [null];
        var rowScopes = rows.Select(row => scopes.Build(manifest, row, null, null)).ToList();
        var found = rows.Select(_ => new List<LeadSnapshot>()).ToList();
        if (rows.Count > 0)
        {
            await foreach (var item in finder.FindAsync(change, rowScopes, cancellationToken))
            {
                if (Passes(manifest, change, rows[item.RowIndex], item.Lead, cancellationToken))
                {
                    found[item.RowIndex].Add(item.Lead);
                }
            }
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var leads = Limited(change.Select, found[i]);
            CheckExpectation(change, label, rows[i], leads.Count, unmet);
            if (rows[i] is { } row && leads.Count != 1 && remarks.Count < 50)
            {
                remarks.Add(leads.Count == 0 ? $"{row.At}: no lead matches this row" : $"{row.At}: {leads.Count} leads match this row");
            }

            foreach (var lead in leads)
            {
                targets.TryAdd(lead.Id.Value, new Target(lead, []));
                targets[lead.Id.Value].Changes.Add(new AppliedChange(manifest, change, label, rows[i]));
            }
        }
    }

    private bool Passes(Manifest manifest, ChangeDefinition change, Row? row, LeadSnapshot lead, CancellationToken cancellationToken) =>
        change.Select.When is not { } when
        || when.IsTrue(scopes.Build(manifest, row, null, new LeadObject(catalogue, name => name == "ID" ? new TextValue(lead.Id.ToString()) : lead[name])), cancellationToken);

    private IReadOnlyList<LeadSnapshot> Limited(Selector selector, List<LeadSnapshot> leads)
    {
        IEnumerable<LeadSnapshot> ordered = leads.OrderBy(lead => lead.Id.Value);
        foreach (var (field, descending) in selector.OrderBy.Reverse())
        {
            var comparer = Comparer<FieldValue>.Create((a, b) => Order(catalogue.Find(field.Name)!, a, b));
            ordered = descending ? ordered.OrderByDescending(lead => lead[field.Name], comparer) : ordered.OrderBy(lead => lead[field.Name], comparer);
        }

        return [.. selector.Limit is { } limit ? ordered.Take(limit) : ordered];
    }

    private static int Order(FieldDefinition field, FieldValue a, FieldValue b) => (a, b) switch
    {
        (TextValue x, TextValue y) => field.Kind.Compare(x.Text, y.Text) ?? string.CompareOrdinal(x.Text, y.Text),
        _ => (a is TextValue ? 1 : 0) - (b is TextValue ? 1 : 0),
    };

    private static void CheckExpectation(ChangeDefinition change, string label, Row? row, int count, List<string> unmet)
    {
        if (change.Select.Expect is { } expect && !expect.Holds(count) && unmet.Count < 20)
        {
            unmet.Add($"{expect.At}: `{label}` expects {expect} leads{(row is null ? "" : $" for the row at {row.At}")} but its selector finds {count}. Correct the selector, or change `expect`.");
        }
    }

    private async Task<(IReadOnlyList<PlannedLead>, PlanFooter)> FinishAsync(IReadOnlyCollection<Target> targets, IReadOnlyList<string> remarks, CancellationToken cancellationToken)
    {
        await ReadContactsAsync(targets, cancellationToken);
        var links = new LinkChecker(reader);
        var differ = new LeadDiffer(scopes, links, cancellationToken);
        var planned = new List<PlannedLead>();
        var problems = new DiagnosticBag();
        foreach (var target in targets)
        {
            try
            {
                if (differ.Diff(target.Lead, target.Changes) is { } lead)
                {
                    planned.Add(lead);
                }
            }
            catch (InvalidInputException problem) when (problems.Items.Count < 50)
            {
                problem.Diagnostics.ToList().ForEach(problems.Add);
            }
        }

        var linkRemarks = new List<string>();
        await links.CheckAsync(problems, linkRemarks, cancellationToken);
        problems.ThrowIfErrors();
        var leads = planned.OrderBy(lead => lead.Action).ToList();
        var counts = new PlanCounts
        {
            Update = leads.Count(lead => lead.Action == LeadAction.Update),
            Blocked = leads.Count(lead => lead.Action == LeadAction.Blocked),
            Unchanged = targets.Count - leads.Count,
            PortalLeads = leads.Count == 0 ? null : await reader.CountAsync([], cancellationToken),
        };
        return (leads, new PlanFooter { Counts = counts, Forecast = Forecasts.Of(counts, reader.Settings.Tariff), Warnings = [.. Warnings.Of(leads, catalogue), .. remarks, .. linkRemarks] });
    }

    private Task ReadContactsAsync(IReadOnlyCollection<Target> targets, CancellationToken cancellationToken) => ApartReads.FillAsync(
        reader,
        [.. targets.SelectMany(target => ApartField.All.Where(field => target.Changes.Exists(change => Uses(change.Change, field.Name))).Select(field => (target.Lead, field)))],
        cancellationToken);

    private static bool Uses(ChangeDefinition change, string name) => change.Set.Any(assignment => assignment.Field == name) || FieldNeeds.ReadBy(change).Contains(name);
}
