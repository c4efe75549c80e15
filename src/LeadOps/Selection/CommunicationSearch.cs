using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields.Multifields;
using LeadOps.Portal;

namespace LeadOps.Selection;

/// <summary>
/// Leads by phone or e-mail. The list filter compares letter by letter, so the duplicate search is asked; it tells at most
/// about twenty leads, so what is as full as that is asked for value by value. A value that is still full may have any number
/// of leads in any spelling: then every lead that has a phone or e-mail at all is read.
/// </summary>
internal sealed class CommunicationSearch(PortalReader reader, ICollection<string> remarks)
{
    private const int ValuesPerLookup = 20;
    private const int Full = 20;
    private const int IdsPerFilter = 50;

    /// <summary>So few exact lists cost one request and find what the duplicate index may lack.</summary>
    private const int FewValues = 50;

    public async IAsyncEnumerable<JsonElement> FindAsync(
        string type,
        IReadOnlyCollection<string> values,
        JsonObject common,
        IReadOnlyList<string> select,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (type == "PHONE" && values.Any(PhoneText.MayHaveExtension))
        {
            remarks.Add(
                "PHONE: the portal's search leaves extensions out, so every lead with a phone is read and compared by all digits here"
            );
            await foreach (var lead in reader.LeadsAsync(Holders(type, common), select, cancellationToken))
            {
                yield return lead;
            }

            yield break;
        }

        var ids = new SortedSet<long>();
        var spellings = values.SelectMany(value => Spellings(type, value)).Distinct(StringComparer.Ordinal).ToList();
        var full = await LookUpAsync(type, [.. spellings.Chunk(ValuesPerLookup)], ids, cancellationToken);
        var stillFull = await LookUpAsync(
            type,
            [.. full.SelectMany(chunk => chunk).Select(value => new[] { value })],
            ids,
            cancellationToken
        );
        if (stillFull.Count > 0)
        {
            remarks.Add(
                $"{type}: one of these values has more leads than the duplicate search tells, so every lead with {(type == "PHONE" ? "a phone" : "an e-mail")} is read and decided here"
            );
            await foreach (var lead in reader.LeadsAsync(Holders(type, common), select, cancellationToken))
            {
                yield return lead;
            }

            yield break;
        }

        IReadOnlyCollection<string> exact = values.Count <= FewValues ? values : [];
        var byId = ids.Chunk(IdsPerFilter)
            .Select(chunk => new JsonObject { ["@ID"] = new JsonArray([.. chunk.Select(id => (JsonNode)id)]) });
        await foreach (
            var (_, lead) in reader.LeadsOfManyAsync(
                [.. byId, .. exact.Select(value => new JsonObject { [type] = value })],
                select,
                cancellationToken
            )
        )
        {
            yield return lead;
        }
    }

    private static JsonObject Holders(string type, JsonObject common)
    {
        var filter = (JsonObject)common.DeepClone();
        filter["=HAS_" + type] = "Y";
        return filter;
    }

    /// <summary>Adds the ids found; what comes back are the lookups whose answers were full.</summary>
    private async Task<List<string[]>> LookUpAsync(
        string type,
        IReadOnlyList<string[]> chunks,
        SortedSet<long> ids,
        CancellationToken cancellationToken
    )
    {
        var answers = await reader.BatchAsync([.. chunks.Select(chunk => Lookup(type, chunk))], cancellationToken);
        var full = new List<string[]>();
        foreach (var (chunk, answer) in chunks.Zip(answers))
        {
            var found = Ids(answer).ToList();
            ids.UnionWith(found);
            if (found.Count >= Full)
            {
                full.Add(chunk);
            }
        }

        return full;
    }

    private static PortalCall Lookup(string type, IEnumerable<string> values) =>
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

    private static IEnumerable<string> Spellings(string type, string value)
    {
        if (type != "PHONE")
        {
            return [value, value.ToLowerInvariant()];
        }

        var digits = MultifieldEditor.Key(type, value);
        return [value, digits, "+" + digits, "00" + digits];
    }
}
