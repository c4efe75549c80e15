using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Applying;

/// <summary>What becomes of a line: its end, or, when it has none yet, the line as it goes on.</summary>
internal readonly record struct Judgement(PlanLine Line, LeadOutcome? Outcome);

/// <summary>What the lines of a chunk become before they are written.</summary>
/// <param name="Open">To be written.</param>
/// <param name="Decided">Ended without a write.</param>
/// <param name="Later">More calls of their own than one chunk may wait for.</param>
internal sealed record Decision(
    IReadOnlyList<OpenLead> Open,
    IReadOnlyList<LeadOutcome> Decided,
    IReadOnlyList<PlanLine> Later
);

/// <summary>
/// What a line becomes, from the plan, the lead as it was read, and the answer to its write. Asks and changes
/// nothing.
/// </summary>
internal sealed class Judge(
    FieldCatalogue catalogue,
    Func<PlannedLead, LeadSnapshot?, IReadOnlyList<PortalCall>> writes
)
{
    public const int MostLostWrites = 3;

    private const int MostDirect = 20;

    private readonly Verdicts verdicts = new(catalogue);

    public Decision Decide(Chunk chunk, Seen seen)
    {
        var (open, decided, later) = (new List<OpenLead>(), new List<LeadOutcome>(), new List<PlanLine>());
        var direct = 0;
        foreach (var line in chunk.Lines)
        {
            if (BeforeWrite(line, seen.Of(line)) is { } outcome)
            {
                decided.Add(outcome);
                continue;
            }

            if (Opened(line, seen, decided) is not { } lead)
            {
                continue;
            }

            // Calls of their own take long; too many of them would leave the rest with old values.
            if (lead.Direct.Count > 0 && ++direct > MostDirect)
            {
                later.Add(line);
            }
            else
            {
                open.Add(lead);
            }
        }

        return new Decision(open, decided, later);
    }

    /// <summary>Null when a file that was planned is gone or another one by now.</summary>
    private OpenLead? Opened(PlanLine line, Seen seen, List<LeadOutcome> decided)
    {
        try
        {
            return new OpenLead(line, writes(line.Lead, seen.Of(line)));
        }
        catch (UploadException problem)
        {
            decided.Add(verdicts.Outcome(line, seen.Of(line), Verdict.Failed, new LeadError("FILE", problem.Message)));
            return null;
        }
    }

    /// <summary>Null: to be written.</summary>
    private LeadOutcome? BeforeWrite(PlanLine line, LeadSnapshot? lead) =>
        (line.MustSettle ? verdicts.Settled(line, lead) : null) ?? verdicts.BeforeWrite(line, lead);

    /// <summary>From the read-back and the first answer of its write that was no result.</summary>
    public Judgement AfterWrite(PlanLine line, LeadSnapshot? lead, CallAnswer? trouble)
    {
        var begun = line with { IsBegun = true };
        var lost = begun with { LostWrites = line.LostWrites + 1 };
        return trouble switch
        {
            // The lead is made; what has methods of its own goes out in a second write, once.
            null when !line.IsSecondWrite && verdicts.IsHalfMade(line, lead) => new(
                begun with
                {
                    IsSecondWrite = true,
                },
                null
            ),
            null => new(line, verdicts.AfterWrite(line, lead, null)),
            CallFailure { Error.Kind: not ErrorKind.Stop } failure => new(
                line,
                verdicts.AfterWrite(line, lead, Told(failure.Error))
            ),
            CallFailure or CallNotExecuted => new(begun, verdicts.Settled(line, lead)),
            _ => new(
                lost,
                verdicts.Settled(line, lead) ?? (lost.LostWrites < MostLostWrites ? null : GivenUp(line, lead))
            ),
        };
    }

    /// <summary>What the journal holds of a line that waits for another attempt.</summary>
    public LeadOutcome TakenBack(PlanLine line, LeadSnapshot? lead) =>
        verdicts.TakenBack(line, lead, line.MayBeWritten || line.IsBegun);

    private static LeadError Told(PortalError error) =>
        new(error.Code, $"{error.Text.TrimEnd('.')}. {error.Advice}".TrimEnd());

    private LeadOutcome GivenUp(PlanLine line, LeadSnapshot? lead) =>
        verdicts.Outcome(
            line,
            lead,
            Verdict.Failed,
            new LeadError(Verdicts.NoAnswer, $"the portal did not carry out the write in {MostLostWrites} attempts")
        );
}
