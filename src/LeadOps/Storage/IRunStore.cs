namespace LeadOps.Storage;

/// <summary>The runs of all portals, the plans that they used up, and what is known of `once` manifests.</summary>
public interface IRunStore
{
    /// <summary>The runs on one portal, the latest first.</summary>
    IReadOnlyList<RunRow> Of(string portal);

    /// <summary>The runs of one manifest on one portal, the latest first.</summary>
    IReadOnlyList<RunRow> OfManifest(string portal, string manifest);

    /// <summary>Every portal that has runs, with their number.</summary>
    IReadOnlyList<(string Portal, int Runs)> Portals();

    RunRow? Find(RunKey run);

    /// <summary>The run that used up a plan.</summary>
    string? UserOf(string portal, string plan);

    OnceRow? Once(string portal, string manifest);

    /// <summary>Operating seconds of one write, from the last runs on the portal; null when there were none.</summary>
    double? CostOfWrite(string portal);

    /// <summary>
    /// A run begins, or goes on under its name: its row is there and its plan is used up. False when another run has
    /// used the plan; then nothing has changed.
    /// </summary>
    bool Claim(RunRow run, ILease lease);

    void Change(RunKey run, RunChange change, ILease lease);

    /// <summary>
    /// Takes a run and everything about it away. That its plan is used up, and what `once` manifests did, stays.
    /// </summary>
    void Remove(RunKey run);
}
