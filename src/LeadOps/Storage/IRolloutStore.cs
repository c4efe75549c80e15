namespace LeadOps.Storage;

/// <summary>
/// Rollouts with their portals: names, figures and where each stands. Plans and runs are kept by the other stores.
/// </summary>
public interface IRolloutStore
{
    void Add(RolloutRow rollout, IReadOnlyList<RolloutPortalRow> portals);

    /// <summary>The latest first.</summary>
    IReadOnlyList<RolloutRow> All();

    RolloutRow? Find(string id);

    /// <summary>What somebody wants of a rollout that is under way; null takes it back.</summary>
    void Ask(string id, string? wish);

    void Change(string id, string status, int maxFailed, DateTimeOffset? finishedAt);

    /// <summary>By wave and name.</summary>
    IReadOnlyList<RolloutPortalRow> PortalsOf(string id);

    RolloutPortalRow? PortalOf(string id, string portal);

    /// <summary>How many portals of each wave are in each state.</summary>
    IReadOnlyList<(int Wave, string State, int Portals)> Counts(string id);

    /// <summary>
    /// One portal goes on from a state. False when it is not in that state any more; then nothing has changed.
    /// </summary>
    bool Move(string id, string from, RolloutPortalRow to);

    void Remove(string id);
}
