using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Portal;
using LeadOps.Templates;

namespace LeadOps.Selection;

/// <summary>A lead that a change's selector found, and the row it was found for.</summary>
internal readonly record struct Found(int RowIndex, LeadSnapshot Lead);

/// <summary>
/// Selector → leads. The portal filters what it can; rows that compare something for equality are joined here, so
/// that ten thousand rows never become ten thousand lists.
/// </summary>
internal sealed class LeadFinder(PortalReader reader, FieldCatalogue catalogue, IReadOnlyList<string> fields)
{
    private const int ValuesPerFilter = 50;

    private readonly IReadOnlyList<string> select = catalogue.Listed(fields);

    private readonly SelectorFilters filters = new(catalogue, reader.Leads, fields);

    /// <summary>Remarks for the plan: leads that had to be found by reading more than was asked for.</summary>
    public HashSet<string> Remarks { get; } = [];

    /// <param name="rows">Where the rows of the scopes stand, for messages.</param>
    public IAsyncEnumerable<Found> FindAsync(
        ChangeDefinition change,
        IReadOnlyList<TemplateScope> scopes,
        IReadOnlyList<SourceSpan?> rows,
        CancellationToken cancellationToken
    )
    {
        var matchers = RowMatchers.Of(change.Select, catalogue, scopes, rows, cancellationToken);
        return RowJoin.Of(change.Select, matchers) is { } join && (scopes.Count > 1 || join.Field.IsMultifield)
            ? JoinAsync(change, join, matchers, cancellationToken)
            : EachAsync(change, scopes, matchers, cancellationToken);
    }

    /// <summary>Every different filter is read once, however many rows and alternatives it serves.</summary>
    private async IAsyncEnumerable<Found> EachAsync(
        ChangeDefinition change,
        IReadOnlyList<TemplateScope> scopes,
        List<Matcher> matchers,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var rowsByFilter = new Dictionary<string, (JsonObject Filter, List<int> Rows)>(StringComparer.Ordinal);
        for (var row = 0; row < matchers.Count; row++)
        {
            foreach (var filter in filters.Of(change.Select, scopes[row], matchers[row], cancellationToken))
            {
                var text = filter.ToJsonString();
                rowsByFilter.TryAdd(text, (filter, []));
                rowsByFilter[text].Rows.Add(row);
            }
        }

        var queries = rowsByFilter.Values.ToList();
        queries.ForEach(query => Remark(change, query.Filter));
        var seen = queries.Count > 1 ? new HashSet<(int, LeadId)>() : null;
        await foreach (var (query, lead) in LeadsAsync([.. queries.Select(query => query.Filter)], cancellationToken))
        {
            var snapshot = LeadSnapshot.Read(catalogue, lead);
            foreach (
                var row in queries[query]
                    .Rows.Where(row => matchers[row].Matches(snapshot) && seen?.Add((row, snapshot.Id)) != false)
            )
            {
                yield return new Found(row, snapshot);
            }
        }
    }

    private async IAsyncEnumerable<(int Query, JsonElement Lead)> LeadsAsync(
        List<JsonObject> queries,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (queries is not [var single])
        {
            await foreach (var found in reader.LeadsOfManyAsync(queries, select, cancellationToken))
            {
                yield return found;
            }

            yield break;
        }

        await foreach (var lead in reader.LeadsAsync(single, select, cancellationToken))
        {
            yield return (0, lead);
        }
    }

    private void Remark(ChangeDefinition change, JsonObject filter)
    {
        if (filter.Count == 0 && !change.Select.All)
        {
            Remarks.Add(
                $"{change.Name}: the portal cannot filter this selector safely, so every lead is read and checked here"
            );
        }
    }

    private async IAsyncEnumerable<Found> JoinAsync(
        ChangeDefinition change,
        RowJoin join,
        List<Matcher> matchers,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = new HashSet<LeadId>();
        await foreach (var lead in CandidatesAsync(change, join, cancellationToken))
        {
            if (!seen.Add(lead.Id))
            {
                continue;
            }

            foreach (var index in join.RowsOf(lead).Where(index => matchers[index].Matches(lead)))
            {
                yield return new Found(index, lead);
            }
        }
    }

    private IAsyncEnumerable<LeadSnapshot> CandidatesAsync(
        ChangeDefinition change,
        RowJoin join,
        CancellationToken cancellationToken
    )
    {
        if (join.Field.IsMultifield)
        {
            return new CommunicationSearch(reader, catalogue, Remarks, join.Field.Name, select).FindAsync(
                join.Values,
                join.Common,
                cancellationToken
            );
        }

        if (PortalFilter.IsExact(join.Field))
        {
            return Leads(ByValueAsync(join, cancellationToken));
        }

        Remark(change, join.Common);
        return Leads(reader.LeadsAsync(join.Common, select, cancellationToken));

        IAsyncEnumerable<LeadSnapshot> Leads(IAsyncEnumerable<JsonElement> rows) =>
            rows.Select(row => LeadSnapshot.Read(catalogue, row));
    }

    private async IAsyncEnumerable<JsonElement> ByValueAsync(
        RowJoin join,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var queries = join
            .Values.Chunk(ValuesPerFilter)
            .Select(chunk =>
            {
                var filter = (JsonObject)join.Common.DeepClone();
                filter["@" + join.Field.Name] = new JsonArray([.. chunk.Select(value => (JsonNode)value)]);
                return filter;
            })
            .ToList();
        await foreach (var (_, lead) in reader.LeadsOfManyAsync(queries, select, cancellationToken))
        {
            yield return lead;
        }
    }
}
