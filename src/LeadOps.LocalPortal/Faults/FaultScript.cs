using System.Globalization;

namespace LeadOps.LocalPortal.Faults;

/// <summary>
/// Reads `ACTION[:ARGUMENT]@WHEN`, separated by commas. WHEN is a request number counted from 1, a range `3-5`, `*` or a share
/// such as `5%` (drawn from the seed).
/// </summary>
internal static class FaultScript
{
    /// <summary>Every action with what it does.</summary>
    public static IReadOnlyDictionary<string, string> Actions { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["drop-after"] = "does the work, then cuts the connection",
        ["drop-before"] = "cuts the connection without doing the work",
        ["500"] = "does nothing and answers 500 INTERNAL_SERVER_ERROR",
        ["500-after"] = "does the work and answers 500",
        ["html502"] = "does nothing and answers a proxy's HTML page",
        ["cut"] = "does the work and cuts the answer in the middle",
        ["slow"] = "waits before answering, `slow:2s`",
        ["refuse"] = "refuses writes of one lead, `refuse:id=17`",
        ["limit"] = "answers 503 QUERY_LIMIT_EXCEEDED",
        ["overload"] = "answers 503 OVERLOAD_LIMIT",
        ["expire-token"] = "lets all OAuth access tokens expire",
        ["ban"] = "uses up the operating budget of a method, `ban:crm.lead.update`",
        ["edit"] = "edits a lead behind the client's back, `edit:id=5;STATUS_ID=JUNK`",
        ["move"] = "answers 302 to another address, `move:http://127.0.0.1:9000`",
    };

    public static IReadOnlyList<Fault> Parse(string text, int seed)
    {
        var faults = new List<Fault>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.LastIndexOf('@');
            var head = at < 0 ? part : part[..at];
            var colon = head.IndexOf(':', StringComparison.Ordinal);
            var action = colon < 0 ? head : head[..colon];
            if (at < 0 || !Actions.ContainsKey(action))
            {
                throw new LocalPortalException(
                    $"`{part}` is no fault. Write ACTION[:ARGUMENT]@WHEN, for instance `drop-after@3`; actions: {string.Join(", ", Actions.Keys)}");
            }

            faults.Add(new Fault(action, colon < 0 ? "" : head[(colon + 1)..], When(part, part[(at + 1)..], seed + faults.Count)));
        }

        return faults;
    }

    private static Func<long, bool> When(string part, string when, int seed)
    {
        if (when == "*")
        {
            return _ => true;
        }

        if (when.EndsWith('%') && double.TryParse(when[..^1], CultureInfo.InvariantCulture, out var share))
        {
            return number => new Random(unchecked((int)(seed * 7919L + number * 104729L))).NextDouble() * 100 < share;
        }

        var bounds = when.Split('-');
        if (bounds.Length <= 2 && bounds.All(bound => long.TryParse(bound, out _)))
        {
            var (from, to) = (long.Parse(bounds[0], CultureInfo.InvariantCulture), long.Parse(bounds[^1], CultureInfo.InvariantCulture));
            return number => number >= from && number <= to;
        }

        throw new LocalPortalException($"`{when}` in `{part}` is no time. Write a request number, a range `3-5`, `*` or a share `5%`.");
    }
}
