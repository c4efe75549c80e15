namespace LeadOps.Storage;

/// <summary>Plans as files: those that runs carry out, and those that wait for a run.</summary>
public interface IPlanStore
{
    /// <summary>The file of this machine is the plan of that run from now on.</summary>
    void Keep(RunFolder run, string portal);

    /// <summary>A file on this machine with the plan of that run; null when it was never kept.</summary>
    string? Of(RunKey run);

    /// <summary>
    /// Runs whose plan is kept and that are not among the runs: they were killed at their beginning. They may be of
    /// another portal.
    /// </summary>
    IReadOnlyList<string> Unclaimed(string portal);

    /// <summary>Keeps a plan until a run carries it out.</summary>
    void Store(string portal, string plan, string file);

    /// <summary>Stored plans whose id begins so.</summary>
    IReadOnlyList<(string Portal, string Plan)> Stored(string beginning);

    /// <summary>A file on this machine with a stored plan.</summary>
    string Fetch(string portal, string plan);

    /// <summary>Stored plans that are older.</summary>
    IReadOnlyList<(string Portal, string Plan)> StoredBefore(DateTimeOffset moment);

    /// <summary>A stored plan goes.</summary>
    void Forget(string portal, string plan);
}
