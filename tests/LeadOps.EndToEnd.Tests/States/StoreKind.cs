namespace LeadOps.EndToEnd.Tests.States;

/// <summary>Where runs are remembered.</summary>
public enum StoreKind
{
    Local,
    Postgres,
}
