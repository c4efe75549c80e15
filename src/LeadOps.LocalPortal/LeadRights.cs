namespace LeadOps.LocalPortal;

/// <summary>What a user may do with leads. A stage can narrow it for the leads in that stage.</summary>
public sealed record LeadRights
{
    public LeadAccess Read { get; init; }

    public LeadAccess Add { get; init; }

    public LeadAccess Edit { get; init; }

    public LeadAccess Delete { get; init; }

    public bool CanImport { get; init; } = true;

    /// <summary>May change custom fields, stages and other CRM settings.</summary>
    public bool CanChangeSettings { get; init; } = true;

    /// <summary>An administrator may do everything; user 1 is one unless this says otherwise.</summary>
    public bool? IsAdmin { get; init; }

    /// <summary>An external user, who may not call crm.item.*.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Contacts and companies that the user may not see, such as `C_410` and `CO_33`.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>By stage; `Add` there is the right to move a lead into that stage.</summary>
    public IReadOnlyDictionary<string, LeadRights> Stages { get; init; } = new Dictionary<string, LeadRights>();
}
