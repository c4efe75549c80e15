namespace LeadOps.LocalPortal.Store;

internal sealed record User(
    int Id,
    string Name,
    string LastName,
    string Email,
    bool IsActive,
    string Position,
    int Department,
    bool IsExtranet = false
)
{
    /// <summary>What was written to other fields of user.fields.</summary>
    public Dictionary<string, string> More { get; set; } = [];
}
