using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Storage.Postgres;

namespace LeadOps.Portal;

/// <summary>Checks a webhook address as people paste it, and keeps its secret out of every text.</summary>
public static partial class PortalAddress
{
    private const string Form = "It has the form https://HOST/rest/USER/SECRET/";

    public static Uri Parse(string text, string where)
    {
        var problem = Problem(text.Trim(), out var url);
        return problem is null ? url! : throw new LeadOpsException(Failure.Invalid, $"{where}: {problem}");
    }

    /// <summary>The address of an application's calls, `https://HOST/rest/`: the secrets are elsewhere.</summary>
    public static Uri ParseOAuth(string text, string where) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
        && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))
        && url.AbsolutePath.Trim('/') == "rest"
        && url.Query.Length + url.UserInfo.Length == 0
            ? new Uri($"{url.Scheme}://{url.Authority}/rest/")
            : throw new LeadOpsException(
                Failure.Invalid,
                $"{where}: with `oauth` the address has the form https://HOST/rest/, without user and secret."
            );

    /// <summary>Where tokens are refreshed; it sees the client secret, so only https will do.</summary>
    public static Uri ParseTokenUrl(string text, string where) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
        && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))
            ? url
            : throw new LeadOpsException(
                Failure.Invalid,
                $"{where}: `{Mask(text)}` is not an https address. "
                    + "Bitrix24's is https://oauth.bitrix.info/oauth/token/."
            );

    /// <summary>`/rest/1/secret/` becomes `/rest/1/***/`, and tokens become `***`.</summary>
    public static string Mask(string text) =>
        PostgresAddress.Mask(Token().Replace(Webhook().Replace(text, "$1***"), "$1***"));

    private static string? Problem(string text, out Uri? url)
    {
        url = null;
        if (text.Length == 0)
        {
            return $"the webhook address is empty. Copy it from the portal's incoming webhook. {Form}";
        }

        if (text.Any(char.IsWhiteSpace))
        {
            return $"the webhook address contains a space or line break. Copy it again as one piece. {Form}";
        }

        if (Placeholder().IsMatch(text))
        {
            return "the webhook address is still the placeholder. "
                + "Copy the real one from the portal: Developer resources, Inbound webhook.";
        }

        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var parsed)
            || parsed.Scheme is not ("http" or "https")
            || parsed.Host.Length == 0
        )
        {
            return $"the webhook address is not a web address. Copy it from the portal's incoming webhook. {Form}";
        }

        return Problem(parsed) ?? Path(parsed, out url);
    }

    private static string? Problem(Uri parsed)
    {
        if (parsed.Scheme == "http" && !parsed.IsLoopback)
        {
            return $"the webhook address of `{parsed.Authority}` uses http; the secret would travel unprotected. "
                + "Write https.";
        }

        return parsed.Query.Length + parsed.Fragment.Length + parsed.UserInfo.Length > 0
            ? $"the webhook address of `{parsed.Host}` has more than a path (`?`, `#` or `@`). Leave that out. {Form}"
            : null;
    }

    private static string? Path(Uri parsed, out Uri? url)
    {
        url = null;
        var parts = parsed.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts[0] != "rest")
        {
            return $"the webhook address of `{parsed.Authority}` has no /rest/ after the host. {Form}";
        }

        if (parts.Length > 1 && parts[1] == "api")
        {
            return $"the webhook address of `{parsed.Authority}` is one of REST 3.0, which has no leads. "
                + $"Leave out `api/`. {Form}";
        }

        if (parts.Length < 3 || !parts[1].All(char.IsAsciiDigit))
        {
            return $"the webhook address of `{parsed.Authority}` lacks the number of the user or the secret. {Form}";
        }

        if (parts.Length > 3)
        {
            return $"the webhook address of `{parsed.Authority}` goes on after the secret "
                + $"(`{string.Join('/', parts[3..])}`). Leave out the method. {Form}";
        }

        url = new Uri($"{parsed.Scheme}://{parsed.Authority}/rest/{parts[1]}/{parts[2]}/");
        return null;
    }

    [GeneratedRegex(@"(/rest/(?:api/)?\d+/)[^/\s""'?]+", RegexOptions.IgnoreCase)]
    private static partial Regex Webhook();

    [GeneratedRegex(
        @"((?:\bauth|access_token|refresh_token|client_secret)(?:""\s*:\s*""|=))[^&\s""']+",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Token();

    [GeneratedRegex(@"//HOST/|/USER/|/SECRET/?$|[<>…]|\*\*\*")]
    private static partial Regex Placeholder();
}
