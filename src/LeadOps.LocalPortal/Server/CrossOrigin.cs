using Microsoft.AspNetCore.Http;

namespace LeadOps.LocalPortal.Server;

/// <summary>
/// Scripts of any site may call `/rest/…` and `/oauth/…`, as on the portal: they need the secret or a token. Nothing
/// else answers them.
/// </summary>
internal static class CrossOrigin
{
    /// <summary>True when the question before the call is answered; the call itself only gets the headers.</summary>
    public static bool Answers(HttpContext http, string path)
    {
        if (
            !path.StartsWith("/rest/", StringComparison.Ordinal)
            && !path.StartsWith("/oauth/", StringComparison.Ordinal)
        )
        {
            return false;
        }

        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        if (!HttpMethods.IsOptions(http.Request.Method))
        {
            return false;
        }

        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = http.Request.Headers.AccessControlRequestHeaders is { Count: > 0 } asked
            ? asked
            : "origin, content-type, accept";
        headers.AccessControlMaxAge = "86400";
        return true;
    }
}
