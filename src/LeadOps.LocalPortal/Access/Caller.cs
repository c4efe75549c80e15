using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Access;

/// <summary>Who calls, by which credential; rights are those of the user, scopes those of the credential.</summary>
internal sealed record Caller(
    User User,
    string Credential,
    IReadOnlyList<string> Scopes,
    LeadRights Rights,
    bool IsApplication
)
{
    public int UserId => User.Id;

    public bool IsAdmin => Rights.IsAdmin ?? User.Id == 1;

    public bool CanChangeSettings => IsAdmin || Rights.CanChangeSettings;

    /// <summary>Dictionaries, currencies, custom fields and common cards need the right to change settings.</summary>
    public void CheckSettings()
    {
        if (!CanChangeSettings)
        {
            throw RestException.Legacy("Access denied.");
        }
    }

    public void CheckIntranet()
    {
        if (Rights.IsExternal)
        {
            throw new RestException(403, "allowed_only_intranet_user", "Action is allowed only for intranet users");
        }
    }
}
