namespace LeadOps.Workers;

/// <summary>Which workers live: those whose heartbeat moves. No clock is compared with another machine's.</summary>
internal sealed class Heartbeats(TimeProvider clock)
{
    private static readonly TimeSpan Silence = 4 * Worker.Beats;

    private readonly Dictionary<string, (DateTime? Beat, long SeenAt)> seen = new(StringComparer.Ordinal);

    public bool AnyLives(IEnumerable<(string Name, DateTime? Beat)> workers)
    {
        var lives = false;
        foreach (var (name, beat) in workers)
        {
            if (!seen.TryGetValue(name, out var known) || known.Beat != beat)
            {
                seen[name] = known = (beat, clock.GetTimestamp());
            }

            lives |= clock.GetElapsedTime(known.SeenAt) < Silence;
        }

        return lives;
    }
}
