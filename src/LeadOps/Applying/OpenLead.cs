using LeadOps.Portal;

namespace LeadOps.Applying;

/// <summary>A lead that has to be written, with its calls.</summary>
internal sealed class OpenLead
{
    public OpenLead(PlanLine line, IReadOnlyList<PortalCall> calls)
    {
        Line = line;
        var alone = calls.Count;
        while (alone > 0 && !calls[alone - 1].NeedsDirect)
        {
            alone--;
        }

        Direct = [.. calls.Take(alone)];
        Batched = alone == 0 ? calls : [.. calls.Skip(alone)];
    }

    public PlanLine Line { get; }

    /// <summary>
    /// Text that a batch would damage, or empty lists that it cannot carry, and what has to go out before them.
    /// </summary>
    public IReadOnlyList<PortalCall> Direct { get; }

    public IReadOnlyList<PortalCall> Batched { get; }
}
