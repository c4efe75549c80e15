using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Leads;

/// <summary>Who may do what with which lead.</summary>
internal sealed class LeadGate(Settings settings)
{
    public bool CanReadAny(Caller caller) => caller.IsAdmin || Rights(caller).Read != LeadAccess.None;

    /// <summary>True when a list needs no look at each lead.</summary>
    public bool ReadsAll(Caller caller) =>
        caller.IsAdmin
        || (
            Rights(caller).Read == LeadAccess.All
            && !Rights(caller).Stages.Values.Any(stage => stage.Read != LeadAccess.All)
        );

    public bool CanRead(Caller caller, Lead lead) => May(caller, lead, rights => rights.Read);

    public bool CanEdit(Caller caller, Lead lead) =>
        !settings.Refused.Contains(lead.Id) && May(caller, lead, rights => rights.Edit);

    public bool CanDelete(Caller caller, Lead lead) =>
        !settings.Refused.Contains(lead.Id) && May(caller, lead, rights => rights.Delete);

    public bool CanAdd(Caller caller, string? assignedTo) =>
        caller.IsAdmin || Covers(Rights(caller).Add, assignedTo ?? Id(caller), caller);

    public bool CanMoveTo(Caller caller, string? stage) =>
        caller.IsAdmin
        || stage is null
        || !Rights(caller).Stages.TryGetValue(stage, out var rights)
        || rights.Add != LeadAccess.None;

    private bool May(Caller caller, Lead lead, Func<LeadRights, LeadAccess> right)
    {
        if (caller.IsAdmin)
        {
            return true;
        }

        var narrowed =
            lead["STATUS_ID"] is { } stage && Rights(caller).Stages.TryGetValue(stage, out var there)
                ? right(there)
                : LeadAccess.All;
        return Covers(right(Rights(caller)), lead["ASSIGNED_BY_ID"], caller)
            && Covers(narrowed, lead["ASSIGNED_BY_ID"], caller);
    }

    private LeadRights Rights(Caller caller) => settings.RightsOf(caller.UserId);

    private static bool Covers(LeadAccess access, string? responsible, Caller caller) =>
        access == LeadAccess.All || (access == LeadAccess.Own && responsible == Id(caller));

    private static string Id(Caller caller) =>
        caller.UserId.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
