using System.Text.Json.Nodes;

namespace LeadOps.Portal.Leads;

/// <summary>
/// How many leads a portal has and how far their ids reach, asked for together with its facts. A list of all leads
/// can then begin with its ranges.
/// </summary>
/// <param name="LastIds">The highest ids, falling.</param>
/// <param name="IsQuick">Pages take so little that requests may be full.</param>
internal sealed record LeadExtent(int Total, IReadOnlyList<long> LastIds, bool IsQuick)
{
    /// <summary>The ids at the end are about as far apart as all of them.</summary>
    private const double Even = 1.5;

    public static PortalCall Question { get; } =
        new(
            "crm.lead.list",
            new JsonObject
            {
                ["select"] = new JsonArray("ID"),
                ["order"] = new JsonObject { ["ID"] = "DESC" },
                ["start"] = 0,
            }
        );

    public ListEnd End => ListEnd.Of([.. LastIds.Reverse()]);

    public static LeadExtent? Of(CallAnswer answer, TimedRequest? request) =>
        answer is CallResult { Total: > 0 and var total } result
        && LeadPages.FallingIds(LeadApi.CrmLead, answer) is { Count: > 0 } ids
            ? new LeadExtent(total, ids, request is { } timed && ReadingPace.IsSurelyQuick(timed, result.Seconds))
            : null;

    /// <summary>How far apart the ids are; null when one must look.</summary>
    public double? IdsPerLead
    {
        get
        {
            var overall = Math.Max(1, End.Dense / (double)Math.Max(1, Total - End.Strays));
            var atEnd = IdGaps.Usual([.. LastIds.Reverse()]);
            return atEnd <= overall * Even && overall <= atEnd * Even ? overall : null;
        }
    }
}
