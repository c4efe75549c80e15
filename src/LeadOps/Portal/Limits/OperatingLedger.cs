using System.Security.Cryptography;
using System.Text;
using LeadOps.Storage;

namespace LeadOps.Portal.Limits;

/// <summary>
/// What the portal last said about the working time of each method, and until when a method must rest. Kept per
/// credential for everybody who shares the state, so that a second run or a resume does not walk into the same limit.
/// </summary>
internal sealed class OperatingLedger(PortalSettings settings, ILimitStore store, TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>So long what others noted may be unknown here; a method rests for minutes.</summary>
    private static readonly TimeSpan MayBeOld = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (double Seconds, double Step)> last = new(StringComparer.Ordinal);
    private readonly double limit = settings.OperatingLimit;
    private readonly string credential = Convert.ToHexString(
        SHA256.HashData(Encoding.UTF8.GetBytes(settings.Url.AbsoluteUri + settings.OAuth?.ClientId))
    );

    private Dictionary<string, OperatingRow> noted = [];
    private DateTimeOffset? readAt;

    public void Note(string method, double operating, OperatingReset reset)
    {
        lock (gate)
        {
            var before = last.GetValueOrDefault(method);
            last[method] = (operating, Math.Max(before.Step * 0.9, operating - before.Seconds));

            // Far from the limit nobody needs to know; most portals never come near it.
            if (Math.Max(operating, before.Seconds) >= limit / 2)
            {
                Write(new OperatingRow(method, operating, reset.Remaining(clock)));
            }
        }
    }

    /// <summary>
    /// The portal refused; rest until the oldest minute leaves its window, or a minute when it did not say.
    /// </summary>
    public void Exhausted(string method, OperatingReset? reset = null)
    {
        lock (gate)
        {
            var known = reset is { } told
                ? told.Remaining(clock)
                : store.Operating(credential).FirstOrDefault(row => row.Method == method)?.Remaining;
            last[method] = (limit, last.GetValueOrDefault(method).Step);
            Write(new OperatingRow(method, limit, known > TimeSpan.Zero ? known.Value : Minute));
        }
    }

    /// <summary>How long to rest before a request with so many calls of each method.</summary>
    public (DateTimeOffset Until, string Method)? RestNeeded(IEnumerable<KeyValuePair<string, int>> methods)
    {
        lock (gate)
        {
            ReadAgain();
            foreach (var (method, calls) in methods)
            {
                if (
                    noted.TryGetValue(method, out var row)
                    && row.Seconds >= limit - Reserve(method, calls)
                    && row.Remaining > TimeSpan.Zero
                )
                {
                    return (clock.GetUtcNow() + row.Remaining + TimeSpan.FromSeconds(1), method);
                }
            }

            return null;
        }
    }

    private void Write(OperatingRow row)
    {
        store.Note(credential, row);
        readAt = null;
    }

    private void ReadAgain()
    {
        var now = clock.GetUtcNow();
        if (readAt is { } at && now >= at && now - at < MayBeOld)
        {
            return;
        }

        noted = store.Operating(credential).ToDictionary(row => row.Method, StringComparer.Ordinal);
        readAt = now;
    }

    /// <summary>Room for one more request, each of its calls as dear as the dearest of late.</summary>
    private double Reserve(string method, int calls) =>
        Math.Clamp(calls * last.GetValueOrDefault(method).Step, limit * 0.05, limit * 0.3);
}
