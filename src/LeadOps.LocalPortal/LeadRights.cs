namespace LeadOps.LocalPortal;

/// <summary>
/// What a user may do with leads. A stage can narrow it for the leads in that stage. What JSON leaves out keeps its
/// default, which takes setters.
/// </summary>
public sealed record LeadRights
{
    public LeadAccess Read { get; set; }

    public LeadAccess Add { get; set; }

    public LeadAccess Edit { get; set; }

    public LeadAccess Delete { get; set; }

    public bool CanImport { get; set; } = true;

    /// <summary>May change custom fields, stages and other CRM settings.</summary>
    public bool CanChangeSettings { get; set; } = true;

    /// <summary>An administrator may do everything; user 1 is one unless this says otherwise.</summary>
    public bool? IsAdmin { get; set; }

    /// <summary>An external user, who may not call crm.item.*.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Contacts and companies that the user may not see, such as `C_410` and `CO_33`.</summary>
    public IReadOnlyList<string> Hidden { get; set; } = [];

    /// <summary>By stage; `Add` there is the right to move a lead into that stage.</summary>
    public IReadOnlyDictionary<string, LeadRights> Stages { get; set; } = new Dictionary<string, LeadRights>();
}
