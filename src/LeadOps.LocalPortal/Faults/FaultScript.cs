using System.Globalization;

namespace LeadOps.LocalPortal.Faults;

/// <summary>
/// Reads `ACTION[:ARGUMENT][:METHOD]@WHEN`, separated by commas. WHEN is a number counted from 1, a range `3-5`, `*`
/// or a share such as `5%` (drawn from the seed); it counts requests, or with a method the calls of that method.
/// </summary>
internal static class FaultScript
{
    public static IReadOnlyList<Fault> Parse(string text, int seed)
    {
        var faults = new List<Fault>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            faults.Add(One(part, seed + faults.Count));
        }

        return faults;
    }

    private static Fault One(string part, int seed)
    {
        var at = part.LastIndexOf('@');
        var head = at < 0 ? part : part[..at];
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        var action = colon < 0 ? head : head[..colon];
        var rest = colon < 0 ? "" : head[(colon + 1)..];
        if (!FaultKind.All.TryGetValue(action, out var kind))
        {
            throw new LocalPortalException(
                $"`{part}` is not a fault: there is no `{action}`. "
                    + "Write ACTION[:ARGUMENT][:METHOD]@WHEN, for instance `drop-after@3`, "
                    + $"with one of {string.Join(", ", FaultKind.All.Keys)}."
            );
        }

        if (at < 0)
        {
            throw new LocalPortalException(
                $"`{part}` does not say when. Write `{part}@3` (the third), `{part}@3-5`, "
                    + $"`{part}@*` (each) or `{part}@5%`."
            );
        }

        var method = Method(kind, ref rest);
        if (kind.Accepts is { } accepts && !accepts(rest))
        {
            throw new LocalPortalException(
                rest.Length == 0
                    ? $"`{part}` lacks what `{action}` needs. Write {kind.Argument}."
                    : $"`{rest}` in `{part}` does not fit `{action}`. Write {kind.Argument}."
            );
        }

        if (kind.Accepts is null && rest.Length > 0)
        {
            throw new LocalPortalException(
                $"`{rest}` in `{part}` is not a method. "
                    + $"`{action}` takes no argument but the method it strikes, "
                    + $"for instance `{action}:crm.lead.update@2`."
            );
        }

        return new Fault(action, rest, method, When(part, part[(at + 1)..], seed));
    }

    /// <summary>
    /// `500:crm.lead.update` and `slow:2s:crm.lead.list` name a method; `ban:crm.lead.update` has one as its
    /// argument.
    /// </summary>
    private static string? Method(FaultKind kind, ref string rest)
    {
        var colon = rest.LastIndexOf(':');
        var last = rest[(colon + 1)..];
        if (!FaultKind.IsMethod(last) || (kind.Accepts is not null && colon < 0))
        {
            return null;
        }

        rest = colon < 0 ? "" : rest[..colon];
        return last.ToLowerInvariant();
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
        if (
            bounds.Length <= 2
            && bounds.All(bound => long.TryParse(bound, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        )
        {
            var (from, to) = (
                long.Parse(bounds[0], CultureInfo.InvariantCulture),
                long.Parse(bounds[^1], CultureInfo.InvariantCulture)
            );
            return number => number >= from && number <= to;
        }

        throw new LocalPortalException(
            $"`{when}` in `{part}` is not a time. Write a request number, a range `3-5`, `*` or a share `5%`."
        );
    }
}
