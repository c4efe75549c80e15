using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.Portal;
using LeadOps.Portal.Leads;

namespace LeadOps.Tests.Portal.Leads;

/// <summary>All leads of a filter, in order and once, in few requests.</summary>
internal sealed partial class LeadStreamTests
{
    [TestCase(0, ExpectedResult = 1)]
    [TestCase(49, ExpectedResult = 1)]
    [TestCase(50, ExpectedResult = 1)]
    [TestCase(51, ExpectedResult = 2)]
    [TestCase(2499, ExpectedResult = 2)]
    [TestCase(2500, ExpectedResult = 2)]
    [TestCase(2501, ExpectedResult = 2)]
    [TestCase(250, ExpectedResult = 2)]
    [TestCase(4321, ExpectedResult = 3)]
    [TestCase(24_321, ExpectedResult = 12)]
    public async Task<int> Every_lead_comes_once_in_few_requests(int count)
    {
        await using var portal = await LeadsAsync(count);
        using var session = portal.Open();
        var ids = await IdsAsync(session, []);

        Assert.That(ids, Is.EqualTo(Enumerable.Range(1, count).Select(i => i * 3)));
        return portal.Requests.Count;
    }

    [Test]
    public async Task A_portal_that_does_not_resolve_references_is_read_page_by_page()
    {
        await using var portal = await LeadsAsync(333, resolve: false);
        using var session = portal.Open();

        Assert.That(await IdsAsync(session, []), Is.EqualTo(Enumerable.Range(1, 333).Select(i => i * 3)));
    }

    [Test]
    public async Task A_portal_that_lists_no_falling_ids_is_read_by_one_chain()
    {
        await using var portal = await LeadsAsync(4321, fall: false);
        using var session = portal.Open();

        Assert.That(await IdsAsync(session, []), Is.EqualTo(Enumerable.Range(1, 4321).Select(i => i * 3)));
        Assert.That(portal.Requests, Has.Count.LessThan(8));
    }

    /// <summary>
    /// Where ids lie in heaps, ranges are guessed wrong; what a chain brings decides. Leads behind a jump at the end
    /// cost nothing; what was sent into a hole in the middle is in vain, less of it when the total is known.
    /// </summary>
    [TestCase("1-50000,2000000000-2000000000", 21, 21)]
    [TestCase("1-50000,1999999990-2000000000", 21, 21)]
    [TestCase("1-1,1000001-1050000", 21, 21)]
    [TestCase("1-30,1000001-1050000,2000000000-2000000000", 21, 21)]
    [TestCase("1-2000,900001-902000", 13, 5)]
    [TestCase("1-50,100001-103000", 13, 5)]
    [TestCase("1-3000,3500-3500,50000-50049", 13, 3)]
    [TestCase("1-40,1000-1030,5000-9000,20000-20001,30000-36000", 15, 10)]
    [TestCase("1-20000,30001-50000", 22, 20)]
    [TestCase("1-25000,1000001-1025000", 31, 31)]
    [TestCase("1-10000,5000001-5010000,90000001-90010000", 29, 28)]
    public async Task Leads_in_heaps_come_once_and_in_order(string heaps, int requests, int withTotal)
    {
        var ids = heaps
            .Split(',')
            .Select(heap => heap.Split('-').Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray())
            .SelectMany(heap => Enumerable.Range(heap[0], heap[1] - heap[0] + 1))
            .ToList();
        var extent = new LeadExtent(ids.Count, [.. ids.TakeLast(50).Reverse().Select(id => (long)id)], IsQuick: true);
        foreach (var (known, most) in new[] { (null, requests), (extent, withTotal) })
        {
            await using var portal = await LeadsAsync(ids);
            using var session = portal.Open();

            Assert.That(await IdsAsync(session.ReaderOf(LeadApi.CrmLead, known), []), Is.EqualTo(ids));
            Assert.That(portal.Requests, Has.Count.LessThanOrEqualTo(most), $"total: {known?.Total}");
        }
    }

    [Test]
    public async Task Leads_at_random_come_once_and_in_order([Range(1, 8)] int seed)
    {
        var random = new Random(seed);
        var ids = Enumerable.Range(1, 60_000).Where(_ => random.Next(10) < 1 + seed).ToList();
        await using var portal = await LeadsAsync(ids);
        using var session = portal.Open();

        Assert.That(await IdsAsync(session, []), Is.EqualTo(ids));
        Assert.That(portal.Requests, Has.Count.LessThanOrEqualTo((1.1 * ids.Count / 2500) + 3));
    }

    [Test]
    public async Task A_chain_that_was_not_carried_out_to_the_end_is_asked_for_again()
    {
        await using var portal = await LeadsAsync(4321);
        var answer = portal.Answers.First();
        portal.Answers.Clear();
        var count = 0;
        portal.Then(
            (context, body) =>
            {
                if (Interlocked.Increment(ref count) == 2)
                {
                    ((JsonObject)body["cmd"]!)
                        .Where(pair => pair.Key is not ("c0" or "c1" or "c2"))
                        .ToList()
                        .ForEach(pair => ((JsonObject)body["cmd"]!).Remove(pair.Key));
                }

                return answer(context, body);
            }
        );
        using var session = portal.Open();

        Assert.That(await IdsAsync(session, []), Is.EqualTo(Enumerable.Range(1, 4321).Select(i => i * 3)));
    }

    [Test]
    public async Task A_portal_that_ignores_the_filter_on_ids_does_not_make_an_endless_list()
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then(WirePortal.Json("{\"result\":" + Page(1000, 0) + "}")).Open();

        await Assert.ThrowsAsync<PortalException>(() => IdsAsync(session, []));
    }

    [Test]
    public async Task A_filter_of_its_own_on_ids_is_where_the_list_begins()
    {
        await using var portal = await LeadsAsync(100);
        using var session = portal.Open();

        Assert.That(
            await IdsAsync(session, new JsonObject { [">ID"] = 150 }),
            Is.EqualTo(Enumerable.Range(51, 50).Select(i => i * 3))
        );
    }

    [Test]
    public async Task Many_filters_share_requests_and_full_pages_are_followed()
    {
        await using var portal = await LeadsAsync(60);
        using var session = portal.Open();
        var filters = new[]
        {
            new JsonObject { [">ID"] = 170 },
            [],
            new JsonObject { [">ID"] = 9999 },
        };
        var found = new List<(int Filter, int Id)>();

        await foreach (var (filter, lead) in session.Reader.LeadsOfManyAsync(filters, ["ID"], CancellationToken.None))
        {
            found.Add((filter, int.Parse(lead.GetProperty("ID").GetString()!, CultureInfo.InvariantCulture)));
        }

        Assert.That(
            found.Where(pair => pair.Filter == 0).Select(pair => pair.Id),
            Is.EqualTo(new[] { 171, 174, 177, 180 })
        );
        Assert.That(
            found.Where(pair => pair.Filter == 1).Select(pair => pair.Id),
            Is.EqualTo(Enumerable.Range(1, 60).Select(i => i * 3))
        );
        Assert.That(portal.Requests, Has.Count.EqualTo(2));
    }

    private static Task<List<int>> IdsAsync(PortalSession session, JsonObject filter) =>
        IdsAsync(session.Reader, filter);

    private static async Task<List<int>> IdsAsync(PortalReader reader, JsonObject filter)
    {
        var ids = new List<int>();
        await foreach (var lead in reader.LeadsAsync(filter, ["ID"], CancellationToken.None))
        {
            ids.Add(int.Parse(lead.GetProperty("ID").GetString()!, CultureInfo.InvariantCulture));
        }

        return ids;
    }

    /// <summary>A portal of leads 3, 6, 9 … that knows nothing but paging after an id, direct and in a batch.</summary>
    private static Task<WirePortal> LeadsAsync(int count, bool resolve = true, bool fall = true) =>
        LeadsAsync([.. Enumerable.Range(1, count).Select(i => i * 3)], resolve, fall);

    private static async Task<WirePortal> LeadsAsync(List<int> ids, bool resolve = true, bool fall = true)
    {
        var portal = await WirePortal.StartAsync();
        portal.Time.IsTimeless = true;
        portal.Then(
            (context, body) =>
                WirePortal.Json(
                    body["cmd"] is JsonObject commands
                        ? $$$"""{"result":{"result":{{{Chain(commands, ids, resolve, fall)}}},"result_error":[]}}"""
                        : "{\"result\":" + Page(ids, (int)body["filter"]![">ID"]!) + "}"
                )(context, body)
        );
        return portal;
    }

    private static string Chain(JsonObject commands, List<int> ids, bool resolve, bool fall)
    {
        var pages = new JsonObject();
        foreach (var (key, command) in commands)
        {
            var text = Uri.UnescapeDataString(command!.GetValue<string>());
            var after = AfterId().Match(text);
            var before = after.Groups["key"].Success && resolve ? pages[after.Groups["key"].Value] as JsonArray : null;
            var from =
                after.Groups["id"].Success ? after.Groups["id"].Value
                : before?.Count == 50 ? (string)before[49]!["ID"]!
                : "0";
            var isFalling = fall && text.Contains("order[ID]=DESC", StringComparison.Ordinal);
            pages[key] = JsonNode.Parse(Page(ids, int.Parse(from, CultureInfo.InvariantCulture), isFalling));
        }

        return pages.ToJsonString();
    }

    private static string Page(int count, int after) => Page([.. Enumerable.Range(1, count).Select(i => i * 3)], after);

    private static string Page(List<int> ids, int after, bool isFalling = false)
    {
        var from = ids.BinarySearch(after + 1) is var at && at < 0 ? ~at : at;
        var page = isFalling
            ? Enumerable.Range(0, Math.Min(50, ids.Count - from)).Select(i => ids[^(i + 1)])
            : ids.Skip(from).Take(50);
        return "[" + string.Join(',', page.Select(id => $$"""{"ID":"{{id}}"}""")) + "]";
    }

    [GeneratedRegex(@"filter\[>ID]=(?:(?<id>\d+)|\$result\[(?<key>c\d+)]\[49]\[ID])")]
    private static partial Regex AfterId();
}
