using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Rest;

/// <summary>Who calls; rights are those of the user.</summary>
internal sealed record Caller(User User)
{
    public int UserId => User.Id;
}

internal delegate Answer Method(Parameters call, Caller caller);
