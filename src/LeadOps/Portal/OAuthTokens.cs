using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Storage;

namespace LeadOps.Portal;

/// <summary>An application's credentials as configured; all of it is secret.</summary>
public sealed record OAuthSettings(string ClientId, string ClientSecret, string RefreshToken, Uri TokenUrl);

/// <summary>
/// The access token of one application on one portal, shared by everybody who shares the state. What holds: one
/// refresh at a time, and a rotated refresh token is stored before its access token is used. The store sees tokens
/// only sealed.
/// </summary>
internal sealed class OAuthTokens(PortalSettings settings, OAuthSettings oauth, ITokenStore store, TimeProvider clock)
    : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
        MaxResponseContentBufferSize = 1024 * 1024,
    };
    private readonly string name = Digest(settings.Url.Authority + "\0" + oauth.ClientId)[..16];
    private StoredTokens? current;

    /// <summary>A token that is believed good; <paramref name="refused"/> is one that the portal turned down.</summary>
    public async Task<string> AccessAsync(string? refused, CancellationToken cancellationToken)
    {
        if (current is { } known && known.Access != refused)
        {
            return known.Access;
        }

        await using var slot = await store.HoldAsync(name, cancellationToken);
        current = Load(slot.Read());
        if (current is null || current.Access == refused || current.Access.Length == 0)
        {
            current = await RefreshAsync(current?.Refresh, cancellationToken);
            slot.Write(
                TokenSeal.Seal(
                    JsonSerializer.SerializeToUtf8Bytes(current, StoredTokensJson.Default.StoredTokens),
                    oauth.ClientSecret
                )
            );
        }

        return current.Access;
    }

    public void Dispose() => client.Dispose();

    /// <summary>
    /// Tokens that came from another configured refresh token belong to an authorization that was replaced.
    /// </summary>
    private StoredTokens? Load(byte[]? content)
    {
        try
        {
            return
                content is not null
                && TokenSeal.Open(content, oauth.ClientSecret) is { } json
                && JsonSerializer.Deserialize(json, StoredTokensJson.Default.StoredTokens) is { } stored
                && stored.Origin == Digest(oauth.RefreshToken)
                ? stored
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<StoredTokens> RefreshAsync(string? rotated, CancellationToken cancellationToken)
    {
        var (answer, error) = await AskAsync(rotated ?? oauth.RefreshToken, cancellationToken);
        if (error == "invalid_grant" && rotated is not null)
        {
            (answer, error) = await AskAsync(oauth.RefreshToken, cancellationToken);
        }

        return answer ?? throw new LeadOpsException(Failure.Access, Explained(error!));
    }

    private async Task<(StoredTokens? Tokens, string? Error)> AskAsync(
        string refreshToken,
        CancellationToken cancellationToken
    )
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = oauth.ClientId,
                ["client_secret"] = oauth.ClientSecret,
                ["refresh_token"] = refreshToken,
            }
        );
        var status = 0;
        try
        {
            using var response = await client.PostAsync(oauth.TokenUrl, form, cancellationToken);
            status = (int)response.StatusCode;
            var root =
                AnswerJson.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken))
                ?? throw new JsonException();
            if (AnswerJson.Error(root) is { } error)
            {
                return (null, error.ToString());
            }

            var lifetime = AnswerJson.Number(root, "expires_in") ?? 3600;
            return (
                new StoredTokens(
                    root.GetProperty("access_token").GetString() ?? throw new JsonException(),
                    root.GetProperty("refresh_token").GetString() ?? throw new JsonException(),
                    clock.GetUtcNow().AddSeconds(lifetime),
                    Digest(oauth.RefreshToken)
                ),
                null
            );
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or HttpRequestException
                        or OperationCanceledException
            )
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new LeadOpsException(
                Failure.Portal,
                $"The token server `{oauth.TokenUrl.Authority}` gave no usable "
                    + $"answer{(status == 0 ? "" : $" (HTTP {status})")}. Try again later.",
                problem
            );
        }
    }

    private string Explained(string error) =>
        error switch
        {
            "invalid_grant" => $"The refresh token of `portals.{settings.Name}.oauth` is no longer valid. "
                + "Authorise the application again and set the new `refreshToken`.",
            "invalid_client" or "wrong_client" => "The token server does not know this application. "
                + $"Check `clientId` and `clientSecret` of `portals.{settings.Name}.oauth`.",
            "PAYMENT_REQUIRED" =>
                "The portal's subscription does not include this application; renew or extend it first.",
            "NOT_INSTALLED" => "The application is not installed on the portal; install it first.",
            _ => $"The token server refuses with `{error}`. Check `portals.{settings.Name}.oauth`.",
        };

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
