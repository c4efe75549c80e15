using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace LeadOps.Portal.Leads;

/// <summary>What a chain of pages has brought.</summary>
/// <param name="Rows">Leads by rising id.</param>
/// <param name="IsEnd">A page was not full: no lead comes after these.</param>
/// <param name="IsBroken">A page did not go on after the one before: the portal did not resolve the reference to
/// it.</param>
internal sealed record LeadChain(IReadOnlyList<JsonElement> Rows, bool IsEnd, bool IsBroken);

/// <summary>The pages of one list by rising id, each after the last lead of the one before.</summary>
internal sealed class LeadPages(PortalSession session, LeadApi leads, LeadQuery query)
{
    private const int PageSize = LeadQuery.PageSize;

    public LeadQuery Query => query;

    /// <summary>
    /// One request after the other, each with more pages than the one before; with one page each for filters that no
    /// batch can carry and portals that do not resolve references.
    /// </summary>
    public async IAsyncEnumerable<JsonElement> InTurnAsync(
        long after,
        int mostPages,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var count = 1; ; )
        {
            var chain = await ChainAsync(after, count, cancellationToken);
            foreach (var row in chain.Rows)
            {
                after = IdOf(row);
                yield return row;
            }

            if (chain.IsEnd)
            {
                yield break;
            }

            mostPages = chain.IsBroken ? 1 : mostPages;
            count = chain.Rows.Count > 0 ? Math.Min(mostPages, count * 4) : 1;
        }
    }

    /// <summary>So many pages in one request.</summary>
    public async Task<LeadChain> ChainAsync(long after, int count, CancellationToken cancellationToken)
    {
        var chain = (await ChainsAsync([new IdRange(after, long.MaxValue, count)], cancellationToken))[0];
        return !chain.IsBroken || count > 1
            ? chain
            : throw new PortalException(
                PortalError.Of(
                    "",
                    $"a page of leads that does not continue the last one: it ignores `filter[>{query.IdKey}]`",
                    500
                )
            );
    }

    /// <summary>Several ranges in one request, each by its own chain.</summary>
    public async Task<IReadOnlyList<LeadChain>> ChainsAsync(
        IReadOnlyList<IdRange> ranges,
        CancellationToken cancellationToken
    )
    {
        var calls = new List<PortalCall>();
        foreach (var range in ranges)
        {
            calls.AddRange(query.Pages(range.After, range.Pages, calls.Count));
        }

        var answers = await session.SendAsync(PortalRequest.Chain(calls), cancellationToken);
        var chains = new List<LeadChain>();
        var at = 0;
        foreach (var range in ranges)
        {
            chains.Add(Chained(answers.Skip(at).Take(range.Pages), range.After));
            at += range.Pages;
        }

        return chains;
    }

    /// <summary>What continues without a gap; a page that was not carried out ends it.</summary>
    public LeadChain Chained(IEnumerable<CallAnswer> answers, long after)
    {
        var rows = new List<JsonElement>();
        foreach (var answer in answers)
        {
            if (answer is CallNotExecuted or CallUnknown)
            {
                break;
            }

            var page = Rows(leads, answer);
            if (!ContinuesAfter(after, page))
            {
                return new LeadChain(rows, IsEnd: false, IsBroken: true);
            }

            rows.AddRange(page);
            session.Reads.Came(page.Count);
            if (page.Count < PageSize)
            {
                return new LeadChain(rows, IsEnd: true, IsBroken: false);
            }

            after = IdOf(page[^1]);
        }

        return new LeadChain(rows, IsEnd: false, IsBroken: false);
    }

    /// <summary>The ids of a list from the last lead down; none when it is not such a list.</summary>
    public IReadOnlyList<long> FallingIds(CallAnswer answer) => FallingIds(leads, answer);

    public static IReadOnlyList<long> FallingIds(LeadApi leads, CallAnswer answer)
    {
        if (answer is not CallResult)
        {
            return [];
        }

        var ids = Rows(leads, answer).ConvertAll(IdOf);
        return ids.Zip(ids.Skip(1)).All(pair => pair.First > pair.Second) ? ids : [];
    }

    public static List<JsonElement> Rows(LeadApi leads, CallAnswer answer) => [.. leads.Rows(ReadCalls.Value(answer))];

    public static long IdOf(JsonElement row)
    {
        var id = row.GetProperty("ID"u8);
        return id.ValueKind == JsonValueKind.Number
            ? id.GetInt64()
            : long.Parse(id.GetString()!, CultureInfo.InvariantCulture);
    }

    private static bool ContinuesAfter(long last, List<JsonElement> rows)
    {
        foreach (var row in rows)
        {
            var id = IdOf(row);
            if (id <= last)
            {
                return false;
            }

            last = id;
        }

        return true;
    }
}
