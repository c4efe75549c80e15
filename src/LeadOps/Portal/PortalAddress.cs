using System.Text.RegularExpressions;
using LeadOps.Diagnostics;

namespace LeadOps.Portal;

/// <summary>Checks a webhook address and keeps its secret out of every text.</summary>
public static partial class PortalAddress
{
    public static Uri Parse(string text, string where)
    {
        var problem = Problem(text, out var url);
        return problem is null ? url! : throw new LeadOpsException(Failure.Invalid, $"{where}: {problem}");
    }

    /// <summary>`/rest/1/secret/` becomes `/rest/1/***/`.</summary>
    public static string Mask(string text) => Webhook().Replace(text, "$1***");

    private static string? Problem(string text, out Uri? url)
    {
        url = null;
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
        {
            return "the webhook address is no web address. Copy it from the portal's incoming webhook: https://HOST/rest/USER/SECRET/";
        }

        if (parsed.Scheme == "http" && !parsed.IsLoopback)
        {
            return $"the webhook address of `{parsed.Authority}` uses http; the secret would travel unprotected. Write https.";
        }

        var parts = parsed.AbsolutePath.Trim('/').Split('/');
        if (parts.Length < 3 || parts[0] != "rest" || !parts[1].All(char.IsAsciiDigit))
        {
            return $"the address at `{parsed.Authority}` is no webhook. It has the form https://HOST/rest/USER/SECRET/";
        }

        url = new Uri($"{parsed.Scheme}://{parsed.Authority}/rest/{parts[1]}/{parts[2]}/");
        return null;
    }

    [GeneratedRegex(@"(/rest/\d+/)[^/\s""'?]+")]
    private static partial Regex Webhook();
}
