using LeadOps.LocalPortal;

namespace LeadOps.Cli.Views;

/// <summary>What a local portal says when it stands: its addresses, and what to type next.</summary>
internal static class PortalView
{
    /// <param name="data">The file that keeps the data, if any.</param>
    /// <param name="seeded">Leads of a manifest, besides those that the portal began with.</param>
    /// <param name="certificate">The file with the certificate of the HTTPS address.</param>
    public static void Greet(TextWriter output, LocalPortalServer server, string? data, int seeded, string? certificate)
    {
        var leads = server.Leads + (seeded > 0 ? $" leads, and {seeded} of the manifest" : " leads");
        var kept = data is null
            ? "its data is gone at the end (`--data FILE` keeps it)"
            : $"its data is kept in {data}";
        output.WriteLine($"Local portal on {server.BaseUrl} with {leads}; {kept}.");
        output.WriteLine($"Page:    {server.PageUrl}    open it in a browser");
        output.WriteLine($"Webhook: {server.WebhookUrl}");
        if (server.HttpsUrl is { } https)
        {
            output.WriteLine(
                $"HTTPS:   {https}    clients trust it by NODE_EXTRA_CA_CERTS, "
                    + $"REQUESTS_CA_BUNDLE or curl --cacert {certificate}"
            );
        }

        var application = server.OAuth;
        output.WriteLine(
            $"OAuth:   {application.RestUrl} clientId {application.ClientId} clientSecret "
                + $"{application.ClientSecret} refreshToken {application.RefreshToken} tokenUrl "
                + $"{application.TokenUrl}"
        );
        output.WriteLine(
            $"Try:     curl {server.WebhookUrl}crm.lead.list    or    leadops fields --portal {server.WebhookUrl}"
        );
        output.WriteLine("Ctrl-C ends it.");
        output.Flush();
    }

    /// <summary>A number that is changed in the configuration makes no lead and takes none away.</summary>
    public static void TellOtherSeed(string portal, int made, string data) =>
        Terminal.Say(
            $"note  The embedded portal `{portal}` was made with {made} leads and keeps its data; "
                + $"`seed` is for a new portal. To start again, delete {data}."
        );
}
