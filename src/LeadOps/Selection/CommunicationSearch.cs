using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Leads;
using LeadOps.Portal;

namespace LeadOps.Selection;

/// <summary>
/// Leads by phone or e-mail. The list filter compares letter by letter, so the duplicate search is asked for many values
/// together; it tells about twenty leads of each. A value that has so many may have any number in any spelling: then every
/// lead that has a phone or e-mail at all is read.
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
    private const int ValuesPerLookup = 20;
    private const int Full = 20;
    private const int IdsPerFilter = 50;

    /// <summary>So few exact lists cost one request and find what the duplicate index may lack.</summary>
    private const int FewValues = 5;

    /// <summary>How many leads with each value came back.</summary>
    private readonly Dictionary<string, int> hits = new(StringComparer.Ordinal);

    private readonly HashSet<long> seen = [];

    private string Noun => type == "PHONE" ? "a phone" : "an e-mail";

    /// <summary>A lead may come more than once.</summary>
    public async IAsyncEnumerable<LeadSnapshot> FindAsync(
        IReadOnlyCollection<string> values,
        JsonObject common,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (type == "PHONE" && values.Any(PhoneText.MayHaveExtension))
        {
            remarks.Add(
                "PHONE: the portal's search leaves extensions out, so every lead with a phone is read and compared by all digits here"
            );
            await foreach (var lead in HoldersAsync(common, cancellationToken))
            {
                yield return lead;
            }

            yield break;
        }

        var spellings = values.SelectMany(Spellings).Distinct(StringComparer.Ordinal).ToList();
        var lookups = await LookUpAsync([.. spellings.Chunk(ValuesPerLookup)], cancellationToken);
        var exact = values.Count <= FewValues ? values.Select(value => new JsonObject { [type] = value }) : [];
        await foreach (var lead in ReadAsync(lookups, exact, cancellationToken))
        {
            yield return lead;
        }

        var again = lookups.Exists(lookup => lookup.Ids.Count > Full) ? [] : lookups.Where(MayLack).ToList();
        var alone = await LookUpAsync(
            [.. again.SelectMany(lookup => lookup.Values).Select(value => new[] { value })],
            cancellationToken
        );
        await foreach (var lead in ReadAsync(alone, [], cancellationToken))
        {
            yield return lead;
        }

        if (values.Select(Key).Any(key => hits.GetValueOrDefault(key) >= Full))
        {
            remarks.Add(
                $"{type}: one of these values has more leads than the duplicate search returns, so every lead with {Noun} is read and decided here"
            );
            await foreach (var lead in HoldersAsync(common, cancellationToken))
            {
                yield return lead;
            }
        }
    }

    /// <summary>
    /// A portal that limits the whole answer fills it exactly. Where each value has its lead, nothing is missed; otherwise the
    /// values are asked for one by one.
    /// </summary>
    private bool MayLack(Found lookup)
    {
        var keys = lookup.Values.Select(Key).Distinct(StringComparer.Ordinal).ToList();
        return lookup.Ids.Count == Full && (keys.Count != Full || keys.Exists(key => hits.GetValueOrDefault(key) != 1));
    }

    private string Key(string value) => MultifieldEditor.Key(type, value);

    private IAsyncEnumerable<LeadSnapshot> HoldersAsync(JsonObject common, CancellationToken cancellationToken)
    {
        var filter = (JsonObject)common.DeepClone();
        filter["=HAS_" + type] = "Y";
        return reader.LeadsAsync(filter, select, cancellationToken).Select(lead => LeadSnapshot.Read(catalogue, lead));
    }

    /// <summary>The leads that were not read yet.</summary>
    private async IAsyncEnumerable<LeadSnapshot> ReadAsync(
        IEnumerable<Found> lookups,
        IEnumerable<JsonObject> exact,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var byId = lookups
            .SelectMany(lookup => lookup.Ids)
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
        lead[type] is MultifieldValue items
            ? items.Items.Select(item => Key(item.Value)).Distinct(StringComparer.Ordinal)
            : [];

    private async Task<List<Found>> LookUpAsync(IReadOnlyList<string[]> chunks, CancellationToken cancellationToken)
    {
        var answers = chunks.Count == 0 ? [] : await reader.BatchAsync([.. chunks.Select(Lookup)], cancellationToken);
        return [.. chunks.Zip(answers, (values, answer) => new Found(values, [.. Ids(answer)]))];
    }

    private PortalCall Lookup(string[] values) =>
        new(
            "crm.duplicate.findbycomm",
            new JsonObject
            {
                ["type"] = type,
                ["entity_type"] = "LEAD",
                ["values"] = new JsonArray([.. values.Select(value => (JsonNode)value)]),
            }
        );

    private static IEnumerable<long> Ids(CallAnswer answer)
    {
        var result = answer switch
        {
            CallResult ok => ok.Value,
            CallFailure failure => throw new PortalException(failure.Error),
            _ => throw new LeadOpsException(
                Failure.Portal,
                "The portal's duplicate search gave no usable answer; try again later."
            ),
        };
        return result.ValueKind == JsonValueKind.Object && result.TryGetProperty("LEAD", out var leads)
            ? leads.EnumerateArray().Select(id => long.Parse(id.ToString(), CultureInfo.InvariantCulture))
            : [];
    }

    private IEnumerable<string> Spellings(string value)
    {
        if (type != "PHONE")
        {
            return [value, value.ToLowerInvariant()];
        }

        var digits = Key(value);
        return [value, digits, "+" + digits, "00" + digits];
    }

    /// <summary>The leads that the duplicate search told for some values.</summary>
    private sealed record Found(IReadOnlyList<string> Values, IReadOnlyList<long> Ids);
}
