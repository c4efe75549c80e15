using LeadOps.Diagnostics;

namespace LeadOps.Portal;

/// <summary>
/// Where a renamed portal sends its callers: the same method on another host, if the configuration allows that host.
/// Whatever else redirects, a page to log in or a proxy, is not followed.
/// </summary>
internal static class Redirect
{
    private const int MostHops = 3;

    /// <summary>The folder of the methods at the new address.</summary>
    public static Uri Target(string? location, Uri current, string method, int hop, PortalSettings settings)
    {
        if (hop >= MostHops || !Uri.TryCreate(current, location, out var target))
        {
            throw Refused(settings, hop >= MostHops ? "redirects in a circle" : "redirects without an address");
        }

        if (Folder(target, method) is not { } folder)
        {
            throw Refused(settings, $"redirects to a page of `{target.Authority}` that is not its API");
        }

        if (target.Scheme != Uri.UriSchemeHttps && !target.IsLoopback)
        {
            throw new LeadOpsException(
                Failure.Portal,
                $"The portal `{settings.DisplayHost}` redirects to `{target.Authority}` without https; "
                    + "the secret would travel unprotected. "
                    + $"Set the portal's present address in `portals.{settings.Name}.url`."
            );
        }

        return IsAllowed(target, settings)
            ? folder
            : throw new LeadOpsException(
                Failure.Portal,
                $"The portal `{settings.DisplayHost}` redirects to `{target.Authority}`. "
                    + $"If it was renamed, add that host to `portals.{settings.Name}.allowHosts`."
            );
    }

    private static bool IsAllowed(Uri target, PortalSettings settings) =>
        target.Authority == settings.Url.Authority
        || settings.AllowHosts.Contains(target.Authority, StringComparer.OrdinalIgnoreCase)
        || settings.AllowHosts.Contains(target.Host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the address does not end with the method.</summary>
    private static Uri? Folder(Uri target, string method)
    {
        var path = target.AbsolutePath.TrimEnd('/');
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            path = path[..^".json".Length];
        }

        return path.EndsWith("/" + method, StringComparison.OrdinalIgnoreCase)
            ? new Uri(target, path[..^method.Length])
            : null;
    }

    private static LeadOpsException Refused(PortalSettings settings, string what) =>
        new(
            Failure.Portal,
            $"The portal `{settings.DisplayHost}` {what}. Check `portals.{settings.Name}.url`, "
                + "and whether a proxy or a page to log in stands in between."
        );
}
