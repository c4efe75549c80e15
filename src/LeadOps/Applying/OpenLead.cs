using LeadOps.Portal;

namespace LeadOps.Applying;

/// <summary>A lead that has to be written, with its calls.</summary>
internal sealed record OpenLead(PlanLine Line, IReadOnlyList<PortalCall> Calls)
{
    /// <summary>
    /// Text that a batch would damage, or empty lists that it cannot carry, and what has to go out before them.
    /// </summary>
    public IReadOnlyList<PortalCall> Direct { get; } = [.. Calls.Take(Alone(Calls))];

    public IReadOnlyList<PortalCall> Batched { get; } = [.. Calls.Skip(Alone(Calls))];

    private static int Alone(IEnumerable<PortalCall> calls) =>
        calls.ToList().FindLastIndex(call => call.NeedsDirect) + 1;
}
