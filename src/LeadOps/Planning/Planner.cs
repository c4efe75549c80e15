using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Planning.Links;
using LeadOps.Planning.Missing;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Portal.Leads;
using LeadOps.Selection;
using LeadOps.Selection.Groups;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>Targets + changes → leads that differ. Reads only, and keeps on disk what grows with the number of leads.</summary>
public sealed class Planner(
    PortalReader reader,
    FieldCatalogue catalogue,
    ScopeBuilder scopes,
    RowRejects? rejects = null
)
{
    private const int MaxRowRemarks = 1000;
    private const int MaxUnmet = 20;

    private readonly LeadProblems leadProblems = new(catalogue);
    private readonly LinkSearch search = new(reader, catalogue.Links);

    private sealed record ChosenChange(
        int Number,
        Manifest Manifest,
        ChangeDefinition Change,
        string Label,
        IReadOnlyList<Row?> Rows
    )
    {
        /// <summary>Where its leads stand, when its templates or its groups ask for it.</summary>
        public SelectionPlaces? Places { get; set; }

        /// <summary>What has to be read lead by lead for it.</summary>
        public IReadOnlyList<ApartField> Apart { get; } =
        [
            .. ApartField.All.Where(field =>
                Change.Set.Any(assignment => assignment.Field == field.Name)
                || FieldNeeds.ReadBy(Change).Contains(field.Name)
            ),
        ];
    }

    public async Task<(PlanLeads Leads, PlanFooter Footer)> PlanAsync(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only,
        CancellationToken cancellationToken
    )
    {
        var changes = new List<ChosenChange>();
        foreach (var chosen in Chosen(manifests, only))
        {
            changes.Add(await ReadableAsync(chosen, cancellationToken));
        }

        var rejecting = new RejectingRows(rejects, catalogue.Links, finding => RowOf(changes, finding));
        var needs = FieldNeeds.Of(changes.Select(chosen => chosen.Change), catalogue);
        var finder = new LeadFinder(reader, catalogue, needs);
        using var found = new FoundLeads(catalogue, needs);
        using var places = new Places(changes);
        var news = new NewLeads();
        var unmet = new List<string>();
        var remarks = new List<string>();
        foreach (var chosen in changes)
        {
            var counts = await CollectAsync(finder, chosen, found, news, cancellationToken);
            Check(chosen, rejecting, counts.Leads, unmet, remarks);
            remarks.AddRange(counts.Remarks);
        }

        leadProblems.ThrowIfAny();
        if (unmet.Count > 0)
        {
            throw new LeadOpsException(Failure.Refused, string.Join(Environment.NewLine, unmet));
        }

        return await FinishAsync(found, news, changes, rejecting, [.. remarks, .. finder.Remarks], cancellationToken);
    }

    /// <summary>Gives back the room on disk of all changes.</summary>
    private sealed class Places(IReadOnlyList<ChosenChange> changes) : IDisposable
    {
        public void Dispose() => changes.ToList().ForEach(chosen => chosen.Places?.Dispose());
    }

    public static bool IsChosen(IReadOnlyCollection<string> only, Manifest manifest, string name) =>
        only.Count == 0 || only.Contains(name) || only.Contains($"{manifest.Name}/{name}");

    private static List<ChosenChange> Chosen(IReadOnlyList<Manifest> manifests, IReadOnlyCollection<string> only)
    {
        var chosen = manifests
            .SelectMany(manifest =>
                manifest
                    .Changes.Where(change => IsChosen(only, manifest, change.Name))
                    .Select(change => (manifest, change))
            )
            .ToList();
        var names = chosen.CountBy(pair => pair.change.Name).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. chosen.Select(
                (pair, number) =>
                    new ChosenChange(
                        number,
                        pair.manifest,
                        pair.change,
                        names[pair.change.Name] > 1 ? $"{pair.manifest.Name}/{pair.change.Name}" : pair.change.Name,
                        pair.change.ForEach is { } set ? [.. set.Rows] : [null]
                    )
            ),
        ];
    }

    /// <summary>Without the rows that cannot be read, or whose selector cannot; these are handed back.</summary>
    private async Task<ChosenChange> ReadableAsync(ChosenChange chosen, CancellationToken cancellationToken)
    {
        if (rejects is null || chosen.Change.ForEach is not { } set)
        {
            return chosen;
        }

        rejects.AddBad(set);
        var wrong = Unreadable(chosen, cancellationToken);
        while (catalogue.Links.HasOpen)
        {
            await search.ResolveAsync(cancellationToken);
            wrong = Unreadable(chosen, cancellationToken);
        }

        wrong.ToList().ForEach(row => rejects.Add(set, row.Key, row.Value));
        return chosen with { Rows = [.. chosen.Rows.Where(row => !wrong.ContainsKey(row!))] };
    }

    /// <summary>Rows with what is wrong with their selectors.</summary>
    private Dictionary<Row, IReadOnlyList<Diagnostic>> Unreadable(
        ChosenChange chosen,
        CancellationToken cancellationToken
    )
    {
        var selectors = new MatcherReader(catalogue, cancellationToken);
        var rowScopes = new RowScopes(scopes, chosen.Manifest, chosen.Rows);
        var wrong = new Dictionary<Row, IReadOnlyList<Diagnostic>>(ReferenceEqualityComparer.Instance);
        foreach (var (index, row) in chosen.Rows.Index())
        {
            try
            {
                selectors.Read(chosen.Change.Select, rowScopes[index]);
            }
            catch (InvalidInputException problem)
            {
                wrong[row!] = problem.Diagnostics;
            }
        }

        return wrong;
    }

    private static (RowSet Set, Row Row)? RowOf(IReadOnlyList<ChosenChange> changes, Finding finding) =>
        changes[finding.Change].Change.ForEach is { } set && changes[finding.Change].Rows[finding.Row] is { } row
            ? (set, row)
            : null;

    /// <summary>How many leads each row found, after `when` and `limit`; and what is to be said of them.</summary>
    private async Task<(int[] Leads, IReadOnlyList<string> Remarks)> CollectAsync(
        LeadFinder finder,
        ChosenChange chosen,
        FoundLeads found,
        NewLeads news,
        CancellationToken cancellationToken
    )
    {
        var counts = new int[chosen.Rows.Count];
        if (counts.Length == 0)
        {
            return (counts, []);
        }

        var first = new Dictionary<int, FirstLeads>();
        using var ordered = GroupReads.NeedsPlaces(chosen.Change)
            ? new PlacedSelection(chosen.Change.Select, catalogue, found.Fields)
            : null;
        var rowScopes = new RowScopes(scopes, chosen.Manifest, chosen.Rows);
        var named =
            chosen.Change.ForEach is null && chosen.Change.Select.Ids is { } ids
                ? new NamedLeads(ids.Resolve(rowScopes[0], cancellationToken))
                : null;
        var without = chosen.Change.WhenMissing is null
            ? null
            : new MissingRows(chosen.Manifest, chosen.Change, chosen.Rows);
        var leads = await FindAsync(finder, chosen, rowScopes, cancellationToken);
        await foreach (var (row, lead) in Complete(leads, chosen, cancellationToken))
        {
            named?.Found(lead.Id);
            without?.Found(row);
            if (!Passes(chosen, chosen.Rows[row], lead, cancellationToken))
            {
                continue;
            }

            if (ordered is not null)
            {
                ordered.Add(row, lead, () => GroupOf(chosen, chosen.Rows[row], lead, cancellationToken));
            }
            else if (IsWithinLimit(chosen, row, lead, first, found))
            {
                found.Add(lead, new Finding(chosen.Number, row));
                counts[row]++;
            }
        }

        first.ToList().ForEach(limited => counts[limited.Key] = limited.Value.Count);
        Place(ordered, chosen, found, counts);
        await MakeAsync(
            without?.Origins(rowScopes, cancellationToken) ?? [],
            chosen,
            found,
            news,
            counts,
            cancellationToken
        );
        return (counts, named?.Missing is { } missing ? [$"{chosen.Label}: {missing}"] : []);
    }

    /// <summary>A selector may name contacts and companies too; it is read again when they are known.</summary>
    private async Task<IAsyncEnumerable<Found>> FindAsync(
        LeadFinder finder,
        ChosenChange chosen,
        RowScopes rowScopes,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var leads = finder.FindAsync(
                chosen.Change,
                rowScopes,
                [.. chosen.Rows.Select(row => row?.At)],
                cancellationToken
            );
            if (!catalogue.Links.HasOpen)
            {
                return leads;
            }

            await search.ResolveAsync(cancellationToken);
        }
    }

    /// <summary>A row without a lead makes one, unless an earlier run made it already and it lost what the selector looks for.</summary>
    private async Task MakeAsync(
        IReadOnlyList<(int Row, LeadOrigin Origin)> missing,
        ChosenChange chosen,
        FoundLeads found,
        NewLeads news,
        int[] counts,
        CancellationToken cancellationToken
    )
    {
        if (missing.Count == 0)
        {
            return;
        }

        var known = chosen.Change.Select.Origin is null
            ? await new OriginSearch(reader, catalogue, found.Fields).FindAsync(
                missing.Select(one => one.Origin),
                cancellationToken
            )
            : [];
        foreach (var (row, origin) in missing)
        {
            var finding = new Finding(chosen.Number, row);
            counts[row]++;
            if (known.TryGetValue(origin, out var lead))
            {
                found.Add(lead, finding);
            }
            else
            {
                news.Add(origin, finding);
            }
        }
    }

    /// <summary>Leads whose place counts go on once all of them are known.</summary>
    private void Place(PlacedSelection? ordered, ChosenChange chosen, FoundLeads found, int[] counts)
    {
        if (ordered is null)
        {
            return;
        }

        chosen.Places = new SelectionPlaces(
            catalogue,
            found.Fields,
            chosen.Change.Select.Groups?.At ?? chosen.Change.Select.At,
            GroupReads.ReadsGroupLeads(chosen.Change)
        );
        foreach (var placed in ordered.Read())
        {
            chosen.Places.Add(placed);
            if (placed.Position is not null)
            {
                found.Add(placed.Lead, new Finding(chosen.Number, placed.Row));
                counts[placed.Row]++;
            }
        }
    }

    private object? GroupOf(ChosenChange chosen, Row? row, LeadSnapshot lead, CancellationToken cancellationToken) =>
        chosen.Change.Select.Groups?.Expression?.Evaluate(ScopeOf(chosen, row, lead), cancellationToken);

    private TemplateScope ScopeOf(ChosenChange chosen, Row? row, LeadSnapshot lead) =>
        scopes.Build(
            chosen.Manifest,
            row,
            null,
            new LeadObject(catalogue, name => name == "ID" ? new TextValue(lead.Id.ToString()) : lead[name])
        );

    /// <summary>`when` may read what no list returns.</summary>
    private IAsyncEnumerable<Found> Complete(
        IAsyncEnumerable<Found> found,
        ChosenChange chosen,
        CancellationToken cancellationToken
    )
    {
        var read = new[] { chosen.Change.Select.When, chosen.Change.Select.Groups?.Expression }
            .OfType<TemplateText>()
            .SelectMany(expression => expression.Reads)
            .Where(read => read.Root == "lead")
            .Select(read => ApartField.Of(read.Member ?? ""))
            .OfType<ApartField>()
            .Distinct()
            .ToList();
        return read.Count == 0
            ? found
            : ApartBatches.FillAsync(reader, found, item => item.Lead, _ => read, cancellationToken);
    }

    private bool IsWithinLimit(
        ChosenChange chosen,
        int row,
        LeadSnapshot lead,
        Dictionary<int, FirstLeads> first,
        FoundLeads found
    )
    {
        if (chosen.Change.Select.Limit is null)
        {
            return true;
        }

        if (!first.TryGetValue(row, out var kept))
        {
            first[row] = kept = new FirstLeads(chosen.Change.Select, catalogue);
        }

        var takes = kept.Takes(lead, out var pushedOut);
        if (takes && pushedOut is { } id)
        {
            found.Remove(id, new Finding(chosen.Number, row));
        }

        return takes;
    }

    private bool Passes(ChosenChange chosen, Row? row, LeadSnapshot lead, CancellationToken cancellationToken) =>
        chosen.Change.Select.When is not { } when
        || IsTrue(when, ScopeOf(chosen, row, lead), lead.Id, cancellationToken);

    /// <summary>A lead whose `when` fails is told of, and the next one looked at: the mistake may concern only some of them.</summary>
    private bool IsTrue(TemplateText when, TemplateScope scope, LeadId lead, CancellationToken cancellationToken)
    {
        try
        {
            return when.IsTrue(scope, cancellationToken);
        }
        catch (InvalidInputException problem)
        {
            leadProblems.Add(lead, problem);
            if (leadProblems.IsFull)
            {
                leadProblems.ThrowIfAny();
            }

            return false;
        }
    }

    private static void Check(
        ChosenChange chosen,
        RejectingRows rejecting,
        int[] counts,
        List<string> unmet,
        List<string> remarks
    )
    {
        var others = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var (row, count) = (chosen.Rows[i], counts[i]);
            if (rejecting.Rejects(new Finding(chosen.Number, i), chosen.Change.Select.Expect, count))
            {
                continue;
            }

            if (chosen.Change.Select.Expect is { } expect && !expect.Holds(count) && unmet.Count < MaxUnmet)
            {
                unmet.Add(
                    $"{expect.At}: `{chosen.Label}` expects {expect}{(row is null ? "" : $" for the row at {row.At}")} but its selector finds {count} leads. Correct the selector, or change `expect`."
                );
            }

            if (row is null || count == 1)
            {
                continue;
            }

            others += remarks.Count < MaxRowRemarks ? 0 : 1;
            if (remarks.Count < MaxRowRemarks)
            {
                remarks.Add(
                    count == 0 ? $"{row.At}: no lead matches this row" : $"{row.At}: {count} leads match this row"
                );
            }
        }

        if (others > 0)
        {
            remarks.Add($"{chosen.Label}: {others} more rows match no lead or several");
        }
    }

    private async Task<(PlanLeads, PlanFooter)> FinishAsync(
        FoundLeads found,
        NewLeads news,
        IReadOnlyList<ChosenChange> changes,
        RejectingRows rejecting,
        IReadOnlyList<string> remarks,
        CancellationToken cancellationToken
    )
    {
        var planned = new PlanSpool();
        try
        {
            var links = new LinkChecker(reader);
            var differ = new LeadDiffer(scopes, links, cancellationToken);
            var warnings = new Warnings(catalogue, reader.Leads);
            var problems = new DiagnosticBag();
            var linkRemarks = new List<string>();
            var targets = 0;
            var complete = ApartBatches.FillAsync(
                reader,
                found.Read().ToAsyncEnumerable(),
                target => target.Lead,
                target => Apart(target, changes),
                cancellationToken
            );
            void Add(PlannedLead lead)
            {
                planned.Add(lead);
                warnings.Add(lead);
            }

            var diffs = new LinkedDiffs(catalogue.Links, search, Add, leadProblems.Add);
            await foreach (var target in complete.TakeWhile(_ => !leadProblems.IsFull))
            {
                targets++;
                await SeeFilesAsync(target, changes, cancellationToken);
                await diffs.DecideAsync(
                    target.Lead.Id,
                    () =>
                        rejecting.Decide(
                            target.Lead.Id,
                            target.Findings,
                            findings => Diff(differ, target with { Findings = findings }, changes)
                        ),
                    cancellationToken
                );
            }

            foreach (var (origin, findings) in news.All.TakeWhile(_ => !leadProblems.IsFull))
            {
                targets++;
                await diffs.DecideAsync(
                    default,
                    () => rejecting.Decide(origin, findings, kept => New(differ, origin, kept, changes)),
                    cancellationToken
                );
            }

            await diffs.FlushAsync(cancellationToken);
            leadProblems.AddTo(problems);
            await links.CheckAsync(problems, linkRemarks, cancellationToken);
            problems.ThrowIfErrors();
            var counts = new PlanCounts
            {
                Update = planned.Count(LeadAction.Update),
                Create = planned.Count(LeadAction.Create),
                Blocked = planned.Count(LeadAction.Blocked),
                Unchanged = targets - rejecting.LeftOut - planned.Total,
                PortalLeads = planned.Total == 0 ? null : await reader.CountAsync([], cancellationToken),
            };
            return (
                planned.Close(),
                new PlanFooter
                {
                    Counts = counts,
                    Forecast = Forecasts.Of(counts, planned, reader.Settings.Tariff),
                    Rejects = rejects?.Totals ?? RejectTotals.None,
                    Warnings =
                    [
                        .. rejects?.Totals.Text is { } rejected ? new[] { rejected } : [],
                        .. warnings.Texts(),
                        .. remarks,
                        .. linkRemarks,
                    ],
                    IsGrouped = changes.Any(chosen => chosen.Change.Select.Groups is not null),
                }
            );
        }
        catch
        {
            planned.Dispose();
            throw;
        }
    }

    /// <summary>A file that is there already is told by its name and size, so that it is not uploaded again.</summary>
    private Task SeeFilesAsync(Target target, IReadOnlyList<ChosenChange> changes, CancellationToken cancellationToken)
    {
        var files = target
            .Findings.SelectMany(finding => changes[finding.Change].Change.Set)
            .Where(assignment => assignment.Value is not NullValue)
            .Select(assignment => assignment.Field)
            .Where(name => catalogue.Find(name)?.Type == "file" && !target.Lead[name].IsEmpty)
            .Distinct()
            .Select(name => (target.Lead, name))
            .ToList();
        return files.Count == 0 ? Task.CompletedTask : FileFacts.FillAsync(reader, files, cancellationToken);
    }

    private static PlannedLead? Diff(LeadDiffer differ, Target target, IReadOnlyList<ChosenChange> changes) =>
        differ.Diff(
            target.Lead,
            [.. target.Findings.Select(finding => Applied(changes[finding.Change], finding.Row, target.Lead.Id))]
        );

    private static PlannedLead New(
        LeadDiffer differ,
        LeadOrigin origin,
        IReadOnlyList<Finding> findings,
        IReadOnlyList<ChosenChange> changes
    ) =>
        differ.New(
            origin.Originator,
            origin.Key,
            [
                .. findings.Select(finding => new AppliedChange(
                    changes[finding.Change].Manifest,
                    CreateRules.OnCreate(changes[finding.Change].Change),
                    changes[finding.Change].Label,
                    changes[finding.Change].Rows[finding.Row]
                )),
            ]
        );

    private static AppliedChange Applied(ChosenChange chosen, int row, LeadId lead)
    {
        var applied = new AppliedChange(chosen.Manifest, chosen.Change, chosen.Label, chosen.Rows[row]);
        return chosen.Places?.Of(row, lead) is (var names, var group)
            ? applied with
            {
                Selection = names,
                Group = group,
            }
            : applied;
    }

    private static IEnumerable<ApartField> Apart(Target target, IReadOnlyList<ChosenChange> changes) =>
        target.Findings is [var only]
            ? changes[only.Change].Apart
            : target.Findings.SelectMany(finding => changes[finding.Change].Apart).Distinct();
}
