namespace LeadOps.Plans;

/// <summary>
/// Leads by what happens to them; <see cref="PortalLeads"/> is the number of leads on the portal when the plan was
/// made.
/// </summary>
public sealed record PlanCounts
{
    public int Create { get; init; }

    public int Update { get; init; }

    public int Delete { get; init; }

    public int Unchanged { get; init; }

    public int Blocked { get; init; }

    public long? PortalLeads { get; init; }

    /// <summary>Leads that a selector named: changed, blocked or already as wanted.</summary>
    public int Total => Create + Update + Delete + Unchanged + Blocked;

    public int Writes => Create + Update + Delete;

    /// <summary>Updates and deletes in percent of all leads of the portal.</summary>
    public double? Percent => PortalLeads is > 0 ? 100.0 * (Update + Delete) / PortalLeads : null;
}

/// <summary>
/// What carrying out the plan costs. Unknown figures are null: operating time comes from this portal's last runs.
/// </summary>
public sealed record Forecast(int Requests, double? Minutes, double? OperatingSeconds, string Tariff);

/// <summary>
/// Last line of a plan; what was learned while planning, and the digest that proves the rest is whole.
/// </summary>
public sealed record PlanFooter
{
    public required PlanCounts Counts { get; init; }

    public required Forecast Forecast { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// Leads of a rollback that are not taken back, wholly or in part, because somebody edited them since.
    /// </summary>
    public int LeftAlone { get; init; }

    /// <summary>Rows that were handed back instead of being planned.</summary>
    public RejectTotals Rejects { get; init; } = RejectTotals.None;

    /// <summary>A change has `groupBy`, so the plan is shown by group.</summary>
    public bool IsGrouped { get; init; }

    /// <summary>What the portal calls the planned fields.</summary>
    public IReadOnlyDictionary<string, FieldTitle> Titles { get; init; } = new Dictionary<string, FieldTitle>();

    /// <summary>Hex SHA-256 of all bytes before the footer line.</summary>
    public string Sha256 { get; init; } = "";
}
