namespace LeadOps.Portal.Authorization;

/// <summary>Credentials of an OAuth application. The refresh token is the first one; later ones live in the state folder.</summary>
public sealed record OAuthSettings
{
    public static Uri DefaultTokenUrl { get; } = new("https://oauth.bitrix.info/oauth/token/");

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required string RefreshToken { get; init; }

    public Uri TokenUrl { get; init; } = DefaultTokenUrl;

    // A record prints all its members; these must never reach a log.
    public override string ToString() => $"OAuth application {ClientId}";
}
