using LeadOps.Plans;
using LeadOps.Portal.Leads;

namespace LeadOps.Applying;

/// <summary>
/// A line of the plan with its place in it, and what this run and earlier ones have tried with it. It travels with
/// the line: whoever gives a line back for another attempt says so in it.
/// </summary>
/// <param name="MayBeWritten">An earlier process may have written it already, wholly or by half.</param>
internal readonly record struct PlanLine(int Sequence, PlannedLead Lead, bool MayBeWritten = false)
{
    /// <summary>What has to be read of this lead alone.</summary>
    internal IReadOnlyList<ApartField> Apart { get; } = Chunk.Apart(Lead);

    /// <summary>Writes of this run whose answers were lost and that were not carried out.</summary>
    internal int LostWrites { get; init; }

    /// <summary>A part of it may have been written by this run.</summary>
    internal bool IsBegun { get; init; }

    /// <summary>Its lead was made, and what has methods of its own went out in a second write.</summary>
    internal bool IsSecondWrite { get; init; }

    /// <summary>What the portal holds may be our own work.</summary>
    internal bool MustSettle => MayBeWritten || LostWrites > 0;
}
