using LeadOps.Portal;

namespace LeadOps.Applying;

/// <summary>The writes of one chunk on their way, and what came back for each lead.</summary>
internal sealed class ChunkWrites(PortalWriter writer, IReadOnlyList<OpenLead> open)
{
    private readonly Dictionary<int, CallAnswer> troubles = [];
    private readonly HashSet<int> away = [];
    private readonly HashSet<int> acted = [];

    /// <summary>Write calls that share the request.</summary>
    public int BatchedCalls { get; } = open.Sum(lead => lead.Batched.Count);

    /// <summary>Certainly not written: no call of theirs has left, or none was let in.</summary>
    public IReadOnlyList<PlanLine> Kept => Lines(lead => !IsAway(lead));

    /// <summary>Perhaps written: an answer is missing.</summary>
    public IReadOnlyList<PlanLine> Lost => Lines(lead => IsAway(lead) && TroubleOf(lead.Line) is CallUnknown);

    public IReadOnlyList<PlanLine> Answered => Lines(lead => IsAway(lead) && TroubleOf(lead.Line) is not CallUnknown);

    /// <summary>Inside a batch too the portal may say that nothing will work until a person acts.</summary>
    public PortalError? Refusal =>
        troubles
            .Values.OfType<CallFailure>()
            .Select(failure => failure.Error)
            .FirstOrDefault(error => error.Kind == ErrorKind.Stop);

    /// <summary>The first answer that was no result.</summary>
    public CallAnswer? TroubleOf(PlanLine line) => troubles.GetValueOrDefault(line.Sequence);

    /// <summary>What no batch can carry, one call after the other; the first one that fails ends its lead.</summary>
    public async Task SendDirectAsync(Func<Sending> start)
    {
        foreach (var lead in open)
        {
            foreach (var call in lead.Direct)
            {
                var answer = (await SendAsync([call], [lead], start()))[0];
                Note(lead.Line, answer);
                if (answer is not CallResult)
                {
                    break;
                }
            }
        }
    }

    /// <summary>
    /// All others in one request, of leads that are well so far; the answers to the reads that went along.
    /// </summary>
    public async Task<IReadOnlyList<CallAnswer>> SendTogetherAsync(IReadOnlyList<PortalCall> reads, Sending sending)
    {
        var leads = open.Where(lead => lead.Batched.Count > 0 && TroubleOf(lead.Line) is null).ToList();
        var calls = new List<PortalCall>(BatchedCalls + reads.Count);
        leads.ForEach(lead => calls.AddRange(lead.Batched));
        var writes = calls.Count;
        calls.AddRange(reads);
        var answers = await SendAsync(calls, leads, sending);
        var at = 0;
        foreach (var lead in leads)
        {
            for (var last = at + lead.Batched.Count; at < last; at++)
            {
                Note(lead.Line, answers[at]);
            }
        }

        return [.. answers.Skip(writes)];
    }

    private async Task<IReadOnlyList<CallAnswer>> SendAsync(
        IReadOnlyList<PortalCall> calls,
        IReadOnlyList<OpenLead> leads,
        Sending sending
    )
    {
        try
        {
            return await writer.SendAsync(calls, sending, CancellationToken.None);
        }
        finally
        {
            away.UnionWith(sending.MayHaveActed ? leads.Select(lead => lead.Line.Sequence) : []);
        }
    }

    private void Note(PlanLine line, CallAnswer answer)
    {
        if (answer is not CallResult)
        {
            troubles.TryAdd(line.Sequence, answer);
        }

        if (answer is not CallFailure { Error: { Kind: ErrorKind.Stop, Code.Length: > 0 } })
        {
            acted.Add(line.Sequence);
        }
    }

    private bool IsAway(OpenLead lead) =>
        away.Contains(lead.Line.Sequence) && (acted.Contains(lead.Line.Sequence) || TroubleOf(lead.Line) is null);

    private List<PlanLine> Lines(Func<OpenLead, bool> which) => [.. open.Where(which).Select(lead => lead.Line)];
}
