using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Manifests;
using LeadOps.Portal;
using LeadOps.Scriban;

namespace LeadOps.Selection;

/// <summary>A lead that a change's selector found, and the row it was found for.</summary>
public readonly record struct Found(int RowIndex, LeadSnapshot Lead);

/// <summary>
/// Selector → leads. With one row the portal's filter does the work; with many rows, values are gathered into IN filters and
/// duplicate lookups, and joined here, so that ten thousand rows never become ten thousand requests.
/// </summary>
public sealed class LeadFinder(PortalReader reader, FieldCatalogue catalogue, IReadOnlyList<string> select)
{
    private const int ValuesPerLookup = 20;
    private const int ValuesPerFilter = 50;

    /// <summary>Remarks for the plan: leads that had to be found by reading more than was asked for.</summary>
    public HashSet<string> Remarks { get; } = [];

    public async IAsyncEnumerable<Found> FindAsync(ChangeDefinition change, IReadOnlyList<TemplateScope> scopes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var matchers = scopes.Select(scope => MatcherOf(change.Select, scope, cancellationToken)).ToList();
        var join = scopes.Count > 1 || HasMultifieldKey(change.Select) ? JoinField(change.Select, matchers) : null;
        var found = join is { } field
            ? JoinAsync(change, field, matchers, cancellationToken)
            : EachAsync(change, scopes, matchers, cancellationToken);
        await foreach (var item in found)
        {
            yield return item;
        }
    }

    private Matcher MatcherOf(Selector selector, TemplateScope scope, CancellationToken cancellationToken)
    {
        if (selector.Ids is { } ids)
        {
            var list = ids.Resolve(scope, cancellationToken);
            var id = catalogue.Find("ID")!;
            return new Matcher([[Predicate.Resolve(new Condition("ID", ids.At, ConditionOperator.In, new ScalarValue(ids.At, list, null)), id, scope, cancellationToken)]]);
        }

        if (selector.Origin is { } origin)
        {
            return new Matcher([[Named("ORIGINATOR_ID", origin.Originator), Named("ORIGIN_ID", origin.Origin)]]);
        }

        return new Matcher(selector.AnyOf?.Select(conditions => (IReadOnlyList<Predicate>)[.. conditions.Select(condition => Predicate.Resolve(condition, catalogue.Find(condition.Field)!, scope, cancellationToken))]).ToList());

        Predicate Named(string name, ManifestValue value) =>
            Predicate.Resolve(new Condition(name, value.At, ConditionOperator.Equal, value), catalogue.Find(name)!, scope, cancellationToken);
    }

    private static bool HasMultifieldKey(Selector selector) => selector.AnyOf is [var only] && only.Any(condition => condition is { Operator: ConditionOperator.Equal or ConditionOperator.In, Field: "PHONE" or "EMAIL" });

    /// <summary>The field by which rows and leads are joined: compared for equality in every row.</summary>
    private static FieldDefinition? JoinField(Selector selector, List<Matcher> matchers)
    {
        if (matchers is not [{ AnyOf: [var first] }, ..] || selector.Filter is not null)
        {
            return null;
        }

        return first
            .Where(predicate => predicate.Operator is ConditionOperator.Equal or ConditionOperator.In && (predicate.Field.Name is "PHONE" or "EMAIL" || PortalFilter.IsExact(predicate.Field)))
            .OrderBy(predicate => predicate.Field.Name switch { "ID" => 0, "ORIGIN_ID" => 1, "EMAIL" or "PHONE" => 2, _ => 3 })
            .Select(predicate => predicate.Field).FirstOrDefault();
    }

    private async IAsyncEnumerable<Found> EachAsync(ChangeDefinition change, IReadOnlyList<TemplateScope> scopes, List<Matcher> matchers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var queries = new List<(int Row, JsonObject Filter)>();
        for (var row = 0; row < matchers.Count; row++)
        {
            queries.AddRange(FiltersOf(change.Select, scopes[row], matchers[row], cancellationToken).Select(filter => (row, filter)));
        }

        if (queries is [var single])
        {
            Remark(change, single.Filter);
            await foreach (var lead in reader.LeadsAsync(single.Filter, select, cancellationToken))
            {
                var snapshot = LeadSnapshot.Read(catalogue, lead);
                if (matchers[0].Matches(snapshot))
                {
                    yield return new Found(0, snapshot);
                }
            }

            yield break;
        }

        var seen = new HashSet<(int, LeadId)>();
        await foreach (var (query, lead) in reader.LeadsOfManyAsync(queries.Select(query => query.Filter).ToList(), select, cancellationToken))
        {
            var snapshot = LeadSnapshot.Read(catalogue, lead);
            var row = queries[query].Row;
            if (matchers[row].Matches(snapshot) && seen.Add((row, snapshot.Id)))
            {
                yield return new Found(row, snapshot);
            }
        }
    }

    private void Remark(ChangeDefinition change, JsonObject filter)
    {
        if (filter.Count == 0 && !change.Select.All)
        {
            Remarks.Add($"{change.Name}: the portal cannot filter this selector safely, so every lead is read and decided here");
        }
    }

    private static IEnumerable<JsonObject> FiltersOf(Selector selector, TemplateScope scope, Matcher matcher, CancellationToken cancellationToken)
    {
        if (selector.Filter is { } own)
        {
            return [new JsonObject(own.Entries.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value.Resolve(scope, cancellationToken)))))];
        }

        return matcher.AnyOf is null ? [new JsonObject()] : matcher.AnyOf.Select(PortalFilter.Of);
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        IReadOnlyList<object?> list => new JsonArray([.. list.Select(Node)]),
        _ => JsonSerializer.SerializeToNode(value),
    };

    private async IAsyncEnumerable<Found> JoinAsync(ChangeDefinition change, FieldDefinition field, List<Matcher> matchers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rowsByKey = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        var values = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < matchers.Count; row++)
        {
            foreach (var operand in matchers[row].AnyOf![0].First(predicate => predicate.Field.Name == field.Name).Operands)
            {
                values.Add(operand);
                var key = KeyOf(field, operand);
                rowsByKey.TryAdd(key, []);
                rowsByKey[key].Add(row);
            }
        }

        var seen = new HashSet<LeadId>();
        await foreach (var row in CandidatesAsync(field, [.. values], cancellationToken))
        {
            var lead = LeadSnapshot.Read(catalogue, row);
            if (!seen.Add(lead.Id))
            {
                continue;
            }

            foreach (var index in KeysOf(field, lead).SelectMany(key => rowsByKey.GetValueOrDefault(key, [])).Distinct().Order().Where(index => matchers[index].Matches(lead)))
            {
                yield return new Found(index, lead);
            }
        }
    }

    private static string KeyOf(FieldDefinition field, string text) => field.IsMultifield ? MultifieldEditor.Key(field.Name, text) : text;

    private static IEnumerable<string> KeysOf(FieldDefinition field, LeadSnapshot lead) => field.Name == "ID" ? [lead.Id.ToString()] : lead[field.Name] switch
    {
        TextValue text => [text.Text],
        MultifieldValue items => items.Items.Select(item => KeyOf(field, item.Value)).Distinct(),
        ListValue list => list.Items,
        _ => [],
    };

    private IAsyncEnumerable<JsonElement> CandidatesAsync(FieldDefinition field, List<string> values, CancellationToken cancellationToken) =>
        field.IsMultifield ? ByCommunicationAsync(field.Name, values, cancellationToken) : ByValueAsync(field.Name, values, cancellationToken);

    private async IAsyncEnumerable<JsonElement> ByValueAsync(string field, List<string> values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filters = values.Chunk(ValuesPerFilter).Select(chunk => new JsonObject { ["@" + field] = new JsonArray([.. chunk.Select(value => (JsonNode)value)]) }).ToList();
        await foreach (var (_, lead) in reader.LeadsOfManyAsync(filters, select, cancellationToken))
        {
            yield return lead;
        }
    }

    /// <summary>The list filter compares phones and e-mails letter by letter, so the duplicate search is asked as well.</summary>
    private async IAsyncEnumerable<JsonElement> ByCommunicationAsync(string type, List<string> values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Remarks.Add($"leads with these {(type == "PHONE" ? "phones" : "e-mails")} are found through the portal's duplicate search, because its filter depends on spelling");
        var spellings = values.SelectMany(value => Spellings(type, value)).Distinct(StringComparer.Ordinal).ToList();
        var lookups = spellings.Chunk(ValuesPerLookup).Select(chunk => new PortalCall("crm.duplicate.findbycomm", new JsonObject
        {
            ["type"] = type,
            ["entity_type"] = "LEAD",
            ["values"] = new JsonArray([.. chunk.Select(value => (JsonNode)value)]),
        })).ToList();
        var ids = new SortedSet<long>();
        foreach (var answer in await reader.BatchAsync(lookups, cancellationToken))
        {
            var result = answer is CallResult ok ? ok.Value : throw new LeadOpsException(Failure.Portal, "The portal's duplicate search failed; try again later.");
            if (result.ValueKind == JsonValueKind.Object && result.TryGetProperty("LEAD", out var leads))
            {
                ids.UnionWith(leads.EnumerateArray().Select(id => long.Parse(id.ToString(), System.Globalization.CultureInfo.InvariantCulture)));
            }
        }

        var exact = values.Select(value => new JsonObject { [type] = value }).ToList();
        var byId = ids.Chunk(ValuesPerFilter).Select(chunk => new JsonObject { ["@ID"] = new JsonArray([.. chunk.Select(id => (JsonNode)id)]) });
        await foreach (var (_, lead) in reader.LeadsOfManyAsync([.. byId, .. exact], select, cancellationToken))
        {
            yield return lead;
        }
    }

    private static IEnumerable<string> Spellings(string type, string value)
    {
        if (type != "PHONE")
        {
            return [value, value.ToLowerInvariant()];
        }

        var digits = MultifieldEditor.Key(type, value);
        return [value, digits, "+" + digits];
    }
}
