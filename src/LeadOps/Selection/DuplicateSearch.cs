using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Portal;

namespace LeadOps.Selection;

/// <summary>
/// The portal's search by phone or e-mail. It tells about twenty leads; whether of each value or in the whole answer
/// is not documented.
/// </summary>
/// <param name="type">PHONE or EMAIL.</param>
internal sealed class DuplicateSearch(PortalReader reader, string type)
{
    public const int Full = 20;

    /// <summary>
    /// A call takes twenty, but with one lead each the answer would be full, and nobody could tell whether it lacks
    /// one.
    /// </summary>
    public const int ValuesPerCall = 19;

    public Task<List<DuplicateAnswer>> AskAsync(IEnumerable<string> values, CancellationToken cancellationToken) =>
        AskAsync([.. values.Chunk(ValuesPerCall)], cancellationToken);

    /// <summary>Asks for ever fewer values together, until no answer is full except those of a single value.</summary>
    public async Task<List<DuplicateAnswer>> AskNarrowlyAsync(
        IEnumerable<DuplicateAnswer> full,
        CancellationToken cancellationToken
    )
    {
        var complete = new List<DuplicateAnswer>();
        for (var open = full.ToList(); open.Count > 0; )
        {
            var halves = open.SelectMany(answer => answer.Values.Chunk((answer.Values.Count + 1) / 2));
            var answers = await AskAsync([.. halves], cancellationToken);
            open = answers.FindAll(answer => answer.IsFull && answer.Values.Count > 1);
            complete.AddRange(answers.Except(open));
        }

        return complete;
    }

    private async Task<List<DuplicateAnswer>> AskAsync(
        IReadOnlyList<string[]> chunks,
        CancellationToken cancellationToken
    )
    {
        var answers = chunks.Count == 0 ? [] : await reader.BatchAsync([.. chunks.Select(Call)], cancellationToken);
        return [.. chunks.Zip(answers, (values, answer) => new DuplicateAnswer(values, [.. Ids(answer)]))];
    }

    private PortalCall Call(string[] values) =>
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
}

/// <summary>The leads that the duplicate search told for some values.</summary>
internal sealed record DuplicateAnswer(IReadOnlyList<string> Values, IReadOnlyList<long> Ids)
{
    public bool IsFull => Ids.Count >= DuplicateSearch.Full;
}
