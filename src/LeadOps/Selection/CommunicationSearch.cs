using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Leads;
using LeadOps.Portal;

namespace LeadOps.Selection;

/// <summary>
/// Leads by phone or e-mail. The list filter compares letter by letter, so the duplicate search is asked for many
/// values together. Where it may miss a lead, or costs more than that, every lead that has a phone or e-mail at all
/// is read.
/// </summary>
/// <param name="type">PHONE or EMAIL.</param>
internal sealed class CommunicationSearch(
    PortalReader reader,
    FieldCatalogue catalogue,
    ICollection<string> remarks,
    string type,
    IReadOnlyList<string> select
)
{
    private const int IdsPerFilter = 50;

    /// <summary>So few exact lists cost one request and find what the duplicate index may lack.</summary>
    private const int FewValues = 5;

    private readonly DuplicateSearch search = new(reader, type);

    /// <summary>How many leads with each value came back.</summary>
    private readonly Dictionary<string, int> hits = new(StringComparer.Ordinal);

    private readonly HashSet<long> seen = [];

    private string Noun => type == "PHONE" ? "phone" : "e-mail";

    /// <summary>A lead may come more than once.</summary>
    public async IAsyncEnumerable<LeadSnapshot> FindAsync(
        IReadOnlyCollection<string> values,
        JsonObject common,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var (asked, found, reason) = await ChooseAsync(values, common, cancellationToken);
        if (reason is not null)
        {
            remarks.Add(reason);
            await foreach (var lead in HoldersAsync(common, cancellationToken))
            {
                yield return lead;
            }

            yield break;
        }

        remarks.Add(
            $"leads with these {Noun}s are found through the portal's duplicate search, "
                + "because its filter depends on spelling"
        );
        var exact = values.Count <= FewValues ? values.Select(value => new JsonObject { [type] = value }) : [];
        await foreach (var lead in FoundAsync(asked, found, exact, cancellationToken))
        {
            yield return lead;
        }

        if (values.Select(Key).Any(key => hits.GetValueOrDefault(key) >= DuplicateSearch.Full))
        {
            remarks.Add(
                $"{type}: one of these values has more leads than the duplicate search returns, "
                    + $"so every lead with {Article}{Noun} is read and checked here"
            );
            await foreach (var lead in HoldersAsync(common, cancellationToken))
            {
                yield return lead;
            }
        }
    }

    private string Article => type == "PHONE" ? "a " : "an ";

    /// <summary>What the search found, or why every lead with such a field is read instead.</summary>
    private async Task<(
        IReadOnlyList<string> Asked,
        IReadOnlyList<DuplicateAnswer> Found,
        string? ReasonToReadAll
    )> ChooseAsync(IReadOnlyCollection<string> values, JsonObject common, CancellationToken cancellationToken)
    {
        try
        {
            var (asked, reason) = await WeighAsync(values, common, cancellationToken);
            return (asked, reason is null ? await search.AskAsync(asked, cancellationToken) : [], reason);
        }
        catch (PortalException refused) when (refused.Error.LacksMethod || refused.Error.Failure == Failure.Access)
        {
            return (
                [],
                [],
                $"{type}: the portal refuses its duplicate search ({refused.Error}), "
                    + $"so every lead with {Article}{Noun} is read and compared here"
            );
        }
    }

    private async Task<(IReadOnlyList<string> Asked, string? ReasonToReadAll)> WeighAsync(
        IReadOnlyCollection<string> values,
        JsonObject common,
        CancellationToken cancellationToken
    )
    {
        if (type == "PHONE" && values.Any(PhoneText.MayHaveExtension))
        {
            return (
                [],
                "PHONE: the portal's search leaves extensions out, "
                    + "so every lead with a phone is read and compared by all digits here"
            );
        }

        var holders = await CommunicationHolders.LookAsync(reader, catalogue, type, common, cancellationToken);
        var anyIsFound = await holders.AreFoundInAnySpellingAsync(search, type, cancellationToken);
        if (anyIsFound == false)
        {
            return (
                [],
                $"{type}: the portal's duplicate search depends on spelling, "
                    + $"so every lead with {Article}{Noun} is read and compared here"
            );
        }

        var asked = values
            .SelectMany(value => CommunicationSpelling.All(type, value, anyIsFound == true))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return values.Count > FewValues && holders.Pages <= Calls(asked.Count) + holders.ListsOf(values.Count)
            ? (
                [],
                $"{type}: every lead with {Article}{Noun} is read and compared here, "
                    + "which takes fewer calls than a search for these values"
            )
            : (asked, null);
    }

    private static int Calls(int values) =>
        (values + DuplicateSearch.ValuesPerCall - 1) / DuplicateSearch.ValuesPerCall;

    private async IAsyncEnumerable<LeadSnapshot> FoundAsync(
        IReadOnlyList<string> asked,
        IReadOnlyList<DuplicateAnswer> answers,
        IEnumerable<JsonObject> exact,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var lead in ReadAsync(answers, exact, cancellationToken))
        {
            yield return lead;
        }

        var full = answers.Where(answer => answer.IsFull).ToList();
        if (full.Count > 0 && !await LimitsEachValueAsync(asked, answers, cancellationToken))
        {
            var again = await search.AskNarrowlyAsync(full, cancellationToken);
            await foreach (var lead in ReadAsync(again, [], cancellationToken))
            {
                yield return lead;
            }
        }
    }

    /// <summary>
    /// An answer with more leads than the limit shows that the portal limits each value, not the whole answer: then a
    /// full answer lacks nothing. The values that have most leads can show it.
    /// </summary>
    private async Task<bool> LimitsEachValueAsync(
        IReadOnlyList<string> asked,
        IReadOnlyList<DuplicateAnswer> answers,
        CancellationToken cancellationToken
    )
    {
        if (answers.Any(answer => answer.Ids.Count > DuplicateSearch.Full))
        {
            return true;
        }

        var most = asked
            .DistinctBy(Key)
            .OrderByDescending(value => hits.GetValueOrDefault(Key(value)))
            .Take(DuplicateSearch.ValuesPerCall)
            .ToList();
        return most.Sum(value => hits.GetValueOrDefault(Key(value))) > DuplicateSearch.Full
            && (await search.AskAsync(most, cancellationToken))[0].Ids.Count > DuplicateSearch.Full;
    }

    private string Key(string value) => MultifieldEditor.Key(type, value);

    private IAsyncEnumerable<LeadSnapshot> HoldersAsync(JsonObject common, CancellationToken cancellationToken) =>
        reader
            .LeadsAsync(CommunicationHolders.Filter(type, common), select, cancellationToken)
            .Select(lead => LeadSnapshot.Read(catalogue, lead));

    /// <summary>The leads that were not read yet.</summary>
    private async IAsyncEnumerable<LeadSnapshot> ReadAsync(
        IEnumerable<DuplicateAnswer> answers,
        IEnumerable<JsonObject> exact,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var byId = answers
            .SelectMany(answer => answer.Ids)
            .Where(id => !seen.Contains(id))
            .Distinct()
            .Order()
            .Chunk(IdsPerFilter)
            .Select(chunk => new JsonObject { ["@ID"] = new JsonArray([.. chunk.Select(id => (JsonNode)id)]) });
        await foreach (var (_, row) in reader.LeadsOfManyAsync([.. byId, .. exact], select, cancellationToken))
        {
            var lead = LeadSnapshot.Read(catalogue, row);
            if (!seen.Add(lead.Id.Value))
            {
                continue;
            }

            foreach (var key in KeysOf(lead))
            {
                hits[key] = hits.GetValueOrDefault(key) + 1;
            }

            yield return lead;
        }
    }

    private IEnumerable<string> KeysOf(LeadSnapshot lead) =>
        MultifieldEditor.Items(lead[type]).Select(item => Key(item.Value)).Distinct(StringComparer.Ordinal);
}
