using LeadOps.Diagnostics;

namespace LeadOps.Storage;

/// <summary>May a portal be taken from whoever holds it? The same answer for every store.</summary>
internal static class LeaseClaims
{
    /// <param name="portal">Its host.</param>
    /// <param name="holder">Null when the store cannot tell who it is.</param>
    /// <param name="takeOver">How far the user wants to go.</param>
    /// <param name="place">Where the store keeps it.</param>
    /// <param name="portalFlag">What a command needs to mean this portal.</param>
    public static void Challenge(string portal, LeaseHolder? holder, TakeOver takeOver, string place, string portalFlag)
    {
        if (holder is not null ? MayTake(holder, takeOver) : takeOver == TakeOver.WhenStale)
        {
            return;
        }

        throw new LeadOpsException(Failure.Refused, Refusal(portal, holder, place, portalFlag));
    }

    public static LeadOpsException Lost(string portal) =>
        new(Failure.Refused, $"Another process has taken over the lock on `{portal}`; this run writes nothing more.");

    /// <summary>Before its run begins a holder has sent nothing; when it is gone, nobody is harmed.</summary>
    private static bool MayTake(LeaseHolder holder, TakeOver takeOver) =>
        (holder.IsGone && (takeOver >= TakeOver.WhenGone || holder.Run is null))
        || (holder.IsStale && takeOver == TakeOver.WhenStale);

    private static string Refusal(string portal, LeaseHolder? holder, string place, string portalFlag)
    {
        var who = holder is null
            ? $"an unknown process (`{place}` cannot be read)"
            : $"{holder.By.User} on {holder.By.Host}, process {holder.By.Process}, "
                + $"last heartbeat {holder.Heartbeat.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
        var resume = $"`leadops resume {holder?.Run ?? "latest"}{portalFlag}`";
        if (holder is { IsStale: false })
        {
            return $"Another run on `{portal}` is under way: {who}. Wait for it to end; "
                + $"if its machine is gone, {resume} works a minute after the last heartbeat.";
        }

        var where = holder?.Elsewhere is { } other ? $" in the project of `{other}`" : "";
        return $"A run on `{portal}` was left behind by {who}. {resume}{where} finishes it. "
            + "If it is really over, add `--take-over`.";
    }
}
