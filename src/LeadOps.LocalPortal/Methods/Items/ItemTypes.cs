using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Items;

/// <summary>Which things crm.item knows here, and what every call of it has in common.</summary>
internal sealed class ItemTypes(LeadDesk desk)
{
    /// <summary>The names of a call about leads; other things are refused.</summary>
    public ItemNames Names(Parameters call, Caller caller)
    {
        Check(call, caller);
        return call.Int("entityTypeId") switch
        {
            1 => new ItemNames(desk.Catalogue, Parameters.IsYes(call["useOriginalUfNames"])),
            2 or 3 or 4 or 7 or 31 => throw new RestException(
                400,
                "ENTITY_TYPE_NOT_SUPPORTED",
                $"Entity type {call.Int("entityTypeId")} is not supported"
            ),
            _ => throw new RestException(400, "NOT_FOUND", "Smart process not found"),
        };
    }

    public static void Check(Parameters call, Caller caller)
    {
        caller.CheckIntranet();
        if (!call.Has("entityTypeId"))
        {
            throw RestException.Missing("entityTypeId");
        }
    }
}
