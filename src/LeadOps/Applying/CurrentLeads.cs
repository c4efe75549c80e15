using System.Text.Json;
using LeadOps.Fields;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Selection;

namespace LeadOps.Applying;

/// <summary>Leads as the portal had them at one moment, by their line of the plan; a line without one is gone or hidden.</summary>
internal sealed record Seen(Dictionary<int, LeadSnapshot> Leads, DateTimeOffset At)
{
    public LeadSnapshot? Of(PlanLine line) => Leads.GetValueOrDefault(line.Sequence);
}

/// <summary>Reads the leads of a chunk. Rights may hide a lead from lists; only `get` tells that it is gone.</summary>
internal sealed class CurrentLeads(PortalReader reader, FieldCatalogue catalogue, TimeProvider clock)
{
    private static readonly CallResult Nothing = new(JsonSerializer.SerializeToElement(Array.Empty<int>()));

    private readonly LeadReads reads = new(catalogue);

    public async Task<Seen> ReadAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        var answers = await reader.BatchAsync(LeadReads.Calls(chunk), cancellationToken);
        var seen = Parse(chunk, answers) ?? throw new PortalException(PortalError.Of("", $"{chunk.Lines.Count} leads with something unusable", 502));
        return await CompleteAsync(chunk.Lines, seen, cancellationToken);
    }

    /// <summary>What a request carried along; null when it has to be asked for again.</summary>
    public Seen? Parse(Chunk chunk, IReadOnlyList<CallAnswer> answers)
    {
        var bound = chunk.IsCreate ? [] : chunk.Lines.Where(line => Chunk.NeedsContacts(line.Lead)).ToList();
        var usable = answers.Select((answer, i) => i > 0 && answer is CallFailure ? Nothing : answer).ToList();
        if (reads.Parse(chunk, usable) is not { } leads)
        {
            return null;
        }

        // Bindings that may not be read leave the lead as unknown as a lead that is not listed.
        bound.Where((_, i) => answers[i + 1] is CallFailure).ToList().ForEach(line => leads.Remove(line.Sequence));
        return new Seen(leads, clock.GetUtcNow());
    }

    public static bool IsComplete(IEnumerable<PlanLine> lines, Seen seen) => !Missing(lines, seen).Any();

    private static IEnumerable<PlanLine> Missing(IEnumerable<PlanLine> lines, Seen seen) => lines.Where(line => line.Lead.Action != LeadAction.Create && seen.Of(line) is null);

    /// <summary>Asks one by one for those that a list did not show.</summary>
    public async Task<Seen> CompleteAsync(IEnumerable<PlanLine> lines, Seen seen, CancellationToken cancellationToken)
    {
        var missing = Missing(lines, seen).ToList();
        if (missing.Count == 0)
        {
            return seen;
        }

        var bound = missing.Where(line => Chunk.NeedsContacts(line.Lead)).ToList();
        var answers = await reader.BatchAsync(
            [.. missing.Select(line => PortalReader.ById(line.Lead.Id!.Value)), .. bound.Select(line => ContactBindings.Call(line.Lead.Id!.Value))],
            cancellationToken);
        for (var i = 0; i < missing.Count; i++)
        {
            var contacts = bound.IndexOf(missing[i]) is >= 0 and var at ? answers[missing.Count + at] : Nothing;
            if (answers[i] is CallResult found && contacts is CallResult)
            {
                var lead = reads.Read(found.Value);
                lead.Set("CONTACT_IDS", ContactBindings.Value(contacts));
                seen.Leads[missing[i].Sequence] = lead;
            }
        }

        return seen;
    }
}
