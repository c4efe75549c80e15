using System.Globalization;
using System.Text.Json;
using LeadOps.Fields;
using LeadOps.Fields.Types;
using LeadOps.Portal;

namespace LeadOps.Planning.Links;

/// <summary>Looks up the contacts and companies that values name, all open names together.</summary>
internal sealed class LinkSearch(PortalReader reader, LinkNames names)
{
    private const int MostCandidates = 5;
    private const int MostNear = 20;

    public async Task ResolveAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in names.TakeOpen().GroupBy(open => open.Kind, open => open.Name))
        {
            await ResolveAsync(kind.Key, [.. kind], cancellationToken);
        }
    }

    private async Task ResolveAsync(LinkKind kind, List<string> wanted, CancellationToken cancellationToken)
    {
        var numbers = wanted
            .Where(name => name.All(char.IsAsciiDigit))
            .Select(name => long.TryParse(name, out var id) ? id : 0);
        var ids = (await AskAsync([.. LinkQuery.Communications(kind, wanted)], cancellationToken))
            .SelectMany(answer => Ids(answer, kind))
            .Concat(numbers.Where(id => id > 0))
            .ToHashSet();
        var records = (
            await RowsAsync([.. LinkQuery.ByIds(kind, ids), .. LinkQuery.ByNames(kind, wanted)], cancellationToken)
        )
            .Select(LinkRecord.Read)
            .DistinctBy(record => record.Id)
            .OrderBy(record => record.Id)
            .ToList();
        var missing = new List<string>();
        foreach (var name in wanted)
        {
            var found = Best(records, name);
            if (found.Count == 0)
            {
                missing.Add(name);
            }
            else
            {
                names.Set(kind, name, Chosen(kind, found));
            }
        }

        await SuggestAsync(kind, missing, cancellationToken);
    }

    /// <summary>An id wins over everything, and the other names count alike.</summary>
    private static List<(LinkRecord Record, string By)> Best(List<LinkRecord> records, string name)
    {
        var met = records
            .Select(record => (Record: record, By: record.Meets(name)!))
            .Where(pair => pair.By is not null)
            .ToList();
        return met.Exists(pair => pair.By == "id") ? met.FindAll(pair => pair.By == "id") : met;
    }

    private static Converted Chosen(LinkKind kind, List<(LinkRecord Record, string By)> found) =>
        found is [var (only, _)]
            ? Converted.Ok(only.Id.ToString(CultureInfo.InvariantCulture))
            : Converted.Bad(
                $"is the {string.Join(" or ", found.Select(pair => pair.By).Distinct())} of {found.Count} "
                    + $"{Plural(kind)}: {Candidates(found.Select(pair => pair.Record))}. Give the id"
            );

    private async Task SuggestAsync(LinkKind kind, List<string> missing, CancellationToken cancellationToken)
    {
        var asked = missing.Take(MostNear).ToList();
        var answers = await AskAsync([.. asked.Select(name => LinkQuery.Near(kind, name))], cancellationToken);
        var near = asked
            .Zip(answers, (name, answer) => (name, Rows(answer).Select(LinkRecord.Read).ToList()))
            .ToDictionary(StringComparer.Ordinal);
        foreach (var name in missing)
        {
            var candidates = near.GetValueOrDefault(name, []);
            names.Set(
                kind,
                name,
                Converted.Bad(
                    $"is not a {LinkQuery.Noun(kind)} of this portal: none has it as e-mail, phone, "
                        + $"origin or {(kind == LinkKind.Contact ? "full name" : "title")}"
                        + $"{(candidates.Count > 0 ? $". Near it are {Candidates(candidates)}" : "")}"
                )
            );
        }
    }

    private static string Plural(LinkKind kind) => kind == LinkKind.Contact ? "contacts" : "companies";

    private static string Candidates(IEnumerable<LinkRecord> records)
    {
        var all = records.ToList();
        return string.Join(", ", all.Take(MostCandidates).Select(record => $"{record.Id} ({record.Title})"))
            + (all.Count > MostCandidates ? ", …" : "");
    }

    /// <summary>All rows of lists; a full page is followed by the next one.</summary>
    private async Task<List<JsonElement>> RowsAsync(List<PortalCall> calls, CancellationToken cancellationToken)
    {
        var rows = new List<JsonElement>();
        while (calls.Count > 0)
        {
            var answers = (await AskAsync(calls, cancellationToken)).Select(answer => Rows(answer).ToList()).ToList();
            rows.AddRange(answers.SelectMany(page => page));
            calls =
            [
                .. calls
                    .Zip(answers)
                    .Where(pair => pair.Second.Count >= LinkQuery.PageSize)
                    .Select(pair => After(pair.First, pair.Second[^1])),
            ];
        }

        return rows;
    }

    private static PortalCall After(PortalCall call, JsonElement last)
    {
        var parameters = (System.Text.Json.Nodes.JsonObject)call.Parameters.DeepClone();
        parameters["filter"]![">ID"] = last.GetProperty("ID").ToString();
        return new PortalCall(call.Method, parameters);
    }

    private async Task<IReadOnlyList<CallAnswer>> AskAsync(
        IReadOnlyList<PortalCall> calls,
        CancellationToken cancellationToken
    ) => calls.Count == 0 ? [] : await reader.BatchAsync(calls, cancellationToken);

    private static IEnumerable<JsonElement> Rows(CallAnswer answer) =>
        answer is CallResult { Value.ValueKind: JsonValueKind.Array } result ? result.Value.EnumerateArray()
        : answer is CallFailure failure ? throw new PortalException(failure.Error)
        : [];

    private static IEnumerable<long> Ids(CallAnswer answer, LinkKind kind) =>
        answer switch
        {
            CallResult { Value.ValueKind: JsonValueKind.Object } result
                when result.Value.TryGetProperty(LinkQuery.Noun(kind).ToUpperInvariant(), out var ids) =>
                ids.EnumerateArray().Select(id => long.Parse(id.ToString(), CultureInfo.InvariantCulture)),
            CallFailure failure => throw new PortalException(failure.Error),
            _ => [],
        };
}
