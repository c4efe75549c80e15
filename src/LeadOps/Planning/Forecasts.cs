using LeadOps.Plans;
using LeadOps.Portal;

namespace LeadOps.Planning;

/// <summary>What carrying out a plan costs, from the two limits of the portal.</summary>
internal static class Forecasts
{
    /// <summary>Writes that share one batch with the pre-read of the next and the read-back of these.</summary>
    public const int WritesPerBatch = 48;

    internal static Forecast Of(PlanCounts counts, PlanSpool planned, Tariff tariff)
    {
        var writes = counts.Writes;
        var requests =
            writes == 0
                ? 0
                : ((writes + planned.ApartCalls + WritesPerBatch - 1) / WritesPerBatch) + planned.DirectCalls + 2;
        var seconds = tariff.PerSecond > 0 ? Math.Max(0, requests - tariff.Burst) / tariff.PerSecond : 0;
        return new Forecast(
            requests,
            writes == 0 ? 0 : Math.Round((seconds + (requests * 0.5)) / 60, 1),
            null,
            tariff.Name
        );
    }
}
