using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using LeadOps.Diagnostics;
using RestSharp;
using RestSharp.Interceptors;

namespace LeadOps.Portal;

/// <summary>What came back over HTTP: a body with its status, or the reason why none came.</summary>
internal sealed record HttpAnswer(int Status, ReadOnlyMemory<byte> Body, string? Problem, bool NeverSent)
{
    /// <summary>The portal sent more than any answer of its own can hold.</summary>
    public bool IsEndless { get; init; }

    /// <summary>Known when an answer came.</summary>
    public HttpTimes? Times { get; init; }

    public static HttpAnswer Broken(string problem, bool neverSent) => new(0, default, problem, neverSent);
}

/// <summary>
/// One tuned handler, one POST at a time per call; redirects are followed by hand, and only to allowed hosts.
/// </summary>
internal sealed class PortalHttp : IDisposable
{
    private readonly PortalSettings settings;
    private readonly RestClient client;
    private Uri current;

    public PortalHttp(PortalSettings settings, TimeProvider clock)
    {
        this.settings = settings;
        current = settings.Url;
        client = new RestClient(
            new RestClientOptions
            {
                ConfigureMessageHandler = _ => new BoundedAnswers(
                    new SocketsHttpHandler
                    {
                        AllowAutoRedirect = false,
                        AutomaticDecompression = DecompressionMethods.All,
                        // Names of files stand in a header as they are.
                        ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
                        UseCookies = false,
                        MaxConnectionsPerServer = 16,
                        // A server closes idle connections; a write that met such a closing could not be told from a
                        // lost one.
                        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
                        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
                        ConnectTimeout = TimeSpan.FromSeconds(15),
                    },
                    clock
                ),
                Timeout = settings.RequestTimeout,
                UserAgent = $"LeadOps/{Product.Version}",
                FollowRedirects = false,
            }
        );
    }

    public async Task<HttpAnswer> PostAsync(
        string method,
        ReadOnlyMemory<byte> body,
        DateTimeOffset? freshUntil,
        CancellationToken cancellationToken
    )
    {
        var bytes = body.ToArray();
        for (var hop = 0; ; hop++)
        {
            var request = new RestRequest(new Uri(current, method), RestSharp.Method.Post).AddBody(
                bytes,
                ContentType.Json
            );
            request.AddHeader("Accept", "application/json");
            request.Interceptors = [new FreshOnly(freshUntil)];
            request.CompletionOption = HttpCompletionOption.ResponseHeadersRead;
            request.AdvancedResponseWriter = (message, asked) => new Answered(message, asked);
            var response = await client.ExecuteAsync(request, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (response.ErrorException is HttpRequestException { InnerException: AuthenticationException untrusted })
            {
                throw new LeadOpsException(
                    Failure.Portal,
                    $"The certificate of `{current.Authority}` is not trusted ({untrusted.Message}). "
                        + "Check the address and whether a proxy stands in between; for an authority of your own, "
                        + "set SSL_CERT_FILE. LeadOps connects only to a portal that it can trust.",
                    untrusted
                );
            }

            if (response.ErrorException is EndlessAnswerException)
            {
                return new HttpAnswer(0, default, null, NeverSent: false) { IsEndless = true };
            }

            if (response is not Answered answer)
            {
                return Broken(response);
            }

            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                return new HttpAnswer((int)answer.StatusCode, answer.Body, null, false) { Times = answer.Times };
            }

            current = Redirect.Target(answer.Location, current, method, hop, settings);
        }
    }

    /// <summary>Only the portal's own host is asked; name and size of what it answers.</summary>
    public async Task<(string Name, long Size)?> FileAsync(string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(current, address, out var file) || file.Authority != current.Authority)
        {
            return null;
        }

        var response = await client.ExecuteAsync(new RestRequest(file), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var disposition = response
            .ContentHeaders?.FirstOrDefault(header =>
                header.Name.Equals("Content-Disposition", StringComparison.OrdinalIgnoreCase)
            )
            ?.Value;
        return
            response is { IsSuccessStatusCode: true, RawBytes: { } content }
            && ContentDispositionHeaderValue.TryParse(disposition, out var known)
            && (known.FileNameStar ?? known.FileName?.Trim('"')) is { Length: > 0 } name
            ? (name, content.LongLength)
            : null;
    }

    /// <summary>
    /// The local portal tells how many requests it works on; any other answer means that there is no such door.
    /// </summary>
    public async Task<bool> AnyInFlightAsync(CancellationToken cancellationToken)
    {
        var response = await client.ExecuteAsync(
            new RestRequest(new Uri(current, "/control/inflight")),
            cancellationToken
        );
        try
        {
            using var document = JsonDocument.Parse(response.RawBytes ?? []);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("inflight", out var count)
                && count.ValueKind == JsonValueKind.Number
                && count.TryGetInt32(out var calls)
                && calls > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public void Dispose() => client.Dispose();

    private static HttpAnswer Broken(RestResponse response)
    {
        var inner = response.ErrorException;
        var neverSent =
            inner is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError
            };
        var problem =
            response.ResponseStatus == ResponseStatus.TimedOut
                ? "no answer in time"
                : inner?.InnerException?.Message ?? inner?.Message ?? response.ErrorMessage ?? "the connection failed";
        return HttpAnswer.Broken(PortalAddress.Mask(problem), neverSent);
    }

    /// <summary>An answer as it came: RestSharp would copy its body, and make a text of it.</summary>
    private sealed class Answered : RestResponse
    {
        public Answered(HttpResponseMessage message, RestRequest request)
            : base(request)
        {
            StatusCode = message.StatusCode;
            ResponseStatus = ResponseStatus.Completed;
            Location = message.Headers.NonValidated.TryGetValues("Location", out var to) ? to.ToString() : null;
            var options = message.RequestMessage!.Options;
            Body = options.TryGetValue(BoundedAnswers.Body, out var body) ? body : default;
            Times = options.TryGetValue(BoundedAnswers.Times, out var times) ? times : null;
        }

        public string? Location { get; }

        public ReadOnlyMemory<byte> Body { get; }

        public HttpTimes? Times { get; }
    }

    /// <summary>Tells the message when it is too late for it to leave.</summary>
    private sealed class FreshOnly(DateTimeOffset? until) : Interceptor
    {
        public override ValueTask BeforeHttpRequest(
            HttpRequestMessage requestMessage,
            CancellationToken cancellationToken
        )
        {
            requestMessage.Options.Set(BoundedAnswers.FreshUntil, until);
            return default;
        }
    }
}
