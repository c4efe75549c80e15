using System.Text.Json;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Portal.Leads;

namespace LeadOps.Applying;

/// <summary>Reads the leads of a chunk. Rights may hide a lead from lists; only `get` tells that it is gone.</summary>
internal sealed class CurrentLeads(PortalReader reader, FieldCatalogue catalogue, TimeProvider clock)
{
    private static readonly CallResult Nothing = new(JsonElement.Parse("[]"));

    private readonly LeadReads reads = new(reader, catalogue);

    public async Task<Seen> ReadAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        var answers = await AskAsync(reads.Calls(chunk), cancellationToken);
        var seen =
            Parse(chunk, answers)
            ?? throw new PortalException(PortalError.Of("", $"{chunk.Lines.Count} leads with something unusable", 502));
        return await CompleteAsync(chunk.Lines, seen, cancellationToken);
    }

    /// <summary>What a request carried along; null when it has to be asked for again.</summary>
    public Seen? Parse(Chunk chunk, IReadOnlyList<CallAnswer> answers)
    {
        var usable = answers
            .Select((answer, i) => i > 0 && answer is CallFailure { Error.Kind: not ErrorKind.Stop } ? Nothing : answer)
            .ToList();
        if (reads.Parse(chunk, usable) is not { } leads)
        {
            return null;
        }

        // What may not be read of a lead leaves it as unknown as a lead that is not listed.
        chunk
            .ReadApart.Where((_, i) => answers[i + 1] is CallFailure)
            .ToList()
            .ForEach(part => leads.Remove(part.Line.Sequence));
        return new Seen(leads, clock.GetUtcNow(), chunk.IsCreate && reads.IsFull(answers[0]));
    }

    public static bool IsComplete(IEnumerable<PlanLine> lines, Seen seen) =>
        !seen.IsCut && !Missing(lines, seen).Any() && !Unread(lines, seen).Any() && !Unseen(lines, seen).Any();

    /// <summary>Files that were not there before may be those that are to be uploaded.</summary>
    private static IEnumerable<(LeadSnapshot Lead, string Field)> Unseen(IEnumerable<PlanLine> lines, Seen seen) =>
        lines
            .Where(line => line.Lead.Action is LeadAction.Update or LeadAction.Create && seen.Of(line) is not null)
            .SelectMany(line =>
                line.Lead.Fields.Where(field =>
                        Uploads.Has(field.After)
                        && Uploads.Ids(seen.Of(line)![field.Name]).Except(Uploads.Ids(field.Before)).Any()
                    )
                    .Select(field => (seen.Of(line)!, field.Name))
            );

    /// <summary>
    /// Asks one by one for those that a list did not show or had no place for, and for what is apart of leads that
    /// were found without it.
    /// </summary>
    public async Task<Seen> CompleteAsync(
        IReadOnlyCollection<PlanLine> lines,
        Seen seen,
        CancellationToken cancellationToken
    )
    {
        if (IsComplete(lines, seen))
        {
            return seen;
        }

        if (seen.IsCut)
        {
            seen = await ByEachKeyAsync([.. lines], seen, cancellationToken);
        }

        var unread = Unread(lines, seen).ToList();
        foreach (
            var ((lead, field), answer) in unread.Zip(
                await AskAsync([.. unread.Select(part => part.Field.Read(part.Lead.Id))], cancellationToken)
            )
        )
        {
            lead.Set(field.Name, answer is CallResult ? field.Value(answer) : FieldValue.Empty);
        }

        var missing = Missing(lines, seen).ToList();
        var apart = Chunk.ApartOf(missing);
        var answers = await AskAsync(
            [
                .. missing.Select(line => PortalReader.ById(line.Lead.Id!.Value)),
                .. apart.Select(part => part.Field.Read(part.Line.Lead.Id!.Value)),
            ],
            cancellationToken
        );
        for (var i = 0; i < missing.Count; i++)
        {
            var parts = apart
                .Index()
                .Where(part => part.Item.Line.Sequence == missing[i].Sequence)
                .Select(part => (part.Item.Field, Answer: answers[missing.Count + part.Index]))
                .ToList();
            if (answers[i] is CallResult found && parts.TrueForAll(part => part.Answer is CallResult))
            {
                var lead = reads.Read(found.Value);
                parts.ForEach(part => lead.Set(part.Field.Name, part.Field.Value(part.Answer)));
                seen.Leads[missing[i].Sequence] = lead;
            }
        }

        await FileFacts.FillAsync(reader, [.. Unseen(lines, seen)], cancellationToken);
        return seen;
    }

    private async Task<Seen> ByEachKeyAsync(
        IReadOnlyList<PlanLine> lines,
        Seen seen,
        CancellationToken cancellationToken
    )
    {
        var chunks = lines.Select(line => new Chunk([line])).ToList();
        var answers = await AskAsync([.. chunks.SelectMany(reads.Calls)], cancellationToken);
        foreach (var (chunk, answer) in chunks.Zip(answers))
        {
            var found =
                reads.Parse(chunk, [answer])
                ?? throw new PortalException(
                    PortalError.Of("", $"the leads of the key {chunk.Lines[0].Lead.Key} with something unusable", 502)
                );
            found.ToList().ForEach(pair => seen.Leads[pair.Key] = pair.Value);
        }

        return seen with
        {
            IsCut = false,
        };
    }

    /// <summary>A portal that refuses everything says nothing about one lead.</summary>
    private async Task<IReadOnlyList<CallAnswer>> AskAsync(
        IReadOnlyList<PortalCall> calls,
        CancellationToken cancellationToken
    )
    {
        var answers = await reader.BatchAsync(calls, cancellationToken);
        var refusal = answers.OfType<CallFailure>().FirstOrDefault(failure => failure.Error.Kind == ErrorKind.Stop);
        return refusal is null ? answers : throw new PortalException(refusal.Error);
    }

    /// <summary>
    /// A create has no id before it is found, and a delete that did not happen was not expected: what is apart of
    /// them is read afterwards.
    /// </summary>
    private static IEnumerable<(LeadSnapshot Lead, ApartField Field)> Unread(IEnumerable<PlanLine> lines, Seen seen) =>
        lines
            .Where(line => seen.Of(line) is not null)
            .SelectMany(line =>
                line.Apart.Where(field => !seen.Of(line)!.Knows(field.Name)).Select(field => (seen.Of(line)!, field))
            );

    private static IEnumerable<PlanLine> Missing(IEnumerable<PlanLine> lines, Seen seen) =>
        lines.Where(line => line.Lead.Action != LeadAction.Create && seen.Of(line) is null);
}
