using System.Globalization;
using LeadOps.LocalPortal.Limits;

namespace LeadOps.LocalPortal.Faults;

/// <summary>
/// Reads `ACTION[:ARGUMENT][:METHOD]@WHEN`, separated by commas. WHEN is a number counted from 1, a range `3-5`, `*`
/// or a share such as `5%` (drawn from the seed); it counts requests, or with a method the calls of that method.
/// </summary>
internal static class FaultScript
{
    private sealed record Kind(string Does, string? Argument = null, Func<string, bool>? Accepts = null);

    private static readonly SortedDictionary<string, Kind> Kinds = new(StringComparer.Ordinal)
    {
        ["drop-after"] = new("does the work, then cuts the connection"),
        ["drop-before"] = new("cuts the connection without doing the work"),
        ["500"] = new("does nothing and answers 500 INTERNAL_SERVER_ERROR"),
        ["500-after"] = new("does the work and answers 500"),
        ["html502"] = new("does nothing and answers a proxy's HTML page"),
        ["http503"] = new("does nothing and answers a front server's 503 page"),
        ["invalid-json"] = new("does the work and answers 200 with a body that is not JSON"),
        ["cut"] = new("does the work and cuts the answer in the middle"),
        ["slow"] = new(
            "waits before answering, `slow:2s`",
            "a time such as `slow:2s`",
            text => CallCosts.Seconds(text) is not null
        ),
        ["refuse"] = new(
            "refuses writes of one lead from then on, `refuse:id=17`",
            "a lead such as `refuse:id=17`",
            IsId
        ),
        ["limit"] = new("answers 503 QUERY_LIMIT_EXCEEDED"),
        ["overload"] = new("answers 503 OVERLOAD_LIMIT"),
        ["expire-token"] = new("lets all OAuth access tokens expire"),
        ["token-revoked"] = new("makes all OAuth tokens worthless, refresh tokens too"),
        ["ban"] = new(
            "uses up what the caller has for a method, `ban:crm.lead.update`",
            "a method such as `ban:crm.lead.update`",
            IsMethod
        ),
        ["edit"] = new(
            "edits a lead behind the client's back, `edit:id=5;STATUS_ID=JUNK`",
            "a lead and fields such as `edit:id=5;STATUS_ID=JUNK`",
            IsEdit
        ),
        ["move"] = new(
            "answers 302 to another address, `move:http://127.0.0.1:9000`",
            "an address such as `move:http://127.0.0.1:9000`",
            text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ),
        ["skew"] = new(
            "puts the server's clock wrong, `skew:+90s`",
            "a time with sign such as `skew:+90s`",
            text => Skew(text) is not null
        ),
    };

    /// <summary>Every action with what it does.</summary>
    public static IReadOnlyDictionary<string, string> Actions { get; } =
        Kinds.ToDictionary(pair => pair.Key, pair => pair.Value.Does);

    public static IReadOnlyList<Fault> Parse(string text, int seed)
    {
        var faults = new List<Fault>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            faults.Add(One(part, seed + faults.Count));
        }

        return faults;
    }

    public static TimeSpan? Skew(string text) =>
        text.Length > 1 && text[0] is '+' or '-' && CallCosts.Seconds(text[1..]) is { } seconds
            ? TimeSpan.FromSeconds(text[0] == '-' ? -seconds : seconds)
            : null;

    private static Fault One(string part, int seed)
    {
        var at = part.LastIndexOf('@');
        var head = at < 0 ? part : part[..at];
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        var action = colon < 0 ? head : head[..colon];
        var rest = colon < 0 ? "" : head[(colon + 1)..];
        if (!Kinds.TryGetValue(action, out var kind))
        {
            throw new LocalPortalException(
                $"`{part}` is not a fault: there is no `{action}`. "
                    + "Write ACTION[:ARGUMENT][:METHOD]@WHEN, for instance `drop-after@3`, "
                    + $"with one of {string.Join(", ", Kinds.Keys)}."
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
    private static string? Method(Kind kind, ref string rest)
    {
        var colon = rest.LastIndexOf(':');
        var last = rest[(colon + 1)..];
        if (!IsMethod(last) || (kind.Accepts is not null && colon < 0))
        {
            return null;
        }

        rest = colon < 0 ? "" : rest[..colon];
        return last.ToLowerInvariant();
    }

    private static bool IsMethod(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text.All(letter => char.IsAsciiLetter(letter) || letter == '.')
        && (text.Contains('.', StringComparison.Ordinal) || text is "batch" or "profile" or "scope" or "methods");

    private static bool IsId(string text) =>
        text.StartsWith("id=", StringComparison.Ordinal)
        && long.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsEdit(string text) =>
        text.Split(';') is [var id, _, ..] parts
        && IsId(id)
        && parts.Skip(1).All(part => part.IndexOf('=', StringComparison.Ordinal) > 0);

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
