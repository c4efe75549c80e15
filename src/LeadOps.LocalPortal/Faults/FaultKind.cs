using System.Globalization;
using LeadOps.LocalPortal.Limits;

namespace LeadOps.LocalPortal.Faults;

/// <summary>What an action of a script does, and which argument it takes.</summary>
/// <param name="Argument">How to say what it takes; null when it takes none.</param>
internal sealed record FaultKind(string Does, string? Argument = null, Func<string, bool>? Accepts = null)
{
    public static IReadOnlyDictionary<string, FaultKind> All { get; } =
        new SortedDictionary<string, FaultKind>(StringComparer.Ordinal)
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
            ["missing"] = new("answers 404 ERROR_METHOD_NOT_FOUND, as portals do that lack a method"),
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
        All.ToDictionary(pair => pair.Key, pair => pair.Value.Does);

    public static TimeSpan? Skew(string text) =>
        text.Length > 1 && text[0] is '+' or '-' && CallCosts.Seconds(text[1..]) is { } seconds
            ? TimeSpan.FromSeconds(text[0] == '-' ? -seconds : seconds)
            : null;

    public static bool IsMethod(string text) =>
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
}
