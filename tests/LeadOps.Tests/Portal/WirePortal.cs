using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using LeadOps.Portal;
using LeadOps.Storage.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeadOps.Tests.Portal;

internal sealed record WireRequest(string Method, JsonObject Body);

/// <summary>A server that answers every request exactly as the test says, well-formed or not.</summary>
internal sealed class WirePortal : IAsyncDisposable
{
    public const string Ok = """{"result":1,"time":{}}""";

    private readonly WebApplication app;
    private readonly string state = Directory.CreateTempSubdirectory("leadops-wire").FullName;

    private WirePortal(WebApplication app) => this.app = app;

    public ConcurrentQueue<WireRequest> Requests { get; } = new();

    /// <summary>Takes the answers in turn; the last one serves every further request.</summary>
    public ConcurrentQueue<Func<HttpContext, JsonObject, Task>> Answers { get; } = new();

    public JumpingTime Time { get; } = new();

    public Uri Url =>
        new(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
                + "/rest/1/s3cr3t/"
        );

    public static async Task<WirePortal> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(options => options.ResponseHeaderEncodingSelector = _ => Encoding.UTF8)
            .UseUrls("http://127.0.0.1:0");
        var portal = new WirePortal(builder.Build());
        portal.app.Run(portal.AnswerAsync);
        await portal.app.StartAsync();
        return portal;
    }

    public static Func<HttpContext, JsonObject, Task> Json(string body, int status = 200) =>
        (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(body);
        };

    public WirePortal Then(string body, int status = 200) => Then(Json(body, status));

    public WirePortal Then(Func<HttpContext, JsonObject, Task> answer)
    {
        Answers.Enqueue(answer);
        return this;
    }

    public PortalSession Open(Func<PortalSettings, PortalSettings>? change = null)
    {
        var settings = new PortalSettings
        {
            Name = "test",
            Url = Url,
            DisplayHost = "test",
        };
        return new PortalSession(
            change is null ? settings : change(settings),
            LocalState.In(state, TestOperator.Me, Time),
            Time
        );
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(state, recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        var body = text.Length > 0 ? (JsonObject)JsonNode.Parse(text)! : [];
        Requests.Enqueue(new WireRequest(context.Request.Path.Value!.Split('/')[^1], body));
        var answer =
            Answers.Count > 1 && Answers.TryDequeue(out var next) ? next
            : Answers.TryPeek(out var last) ? last
            : Json(Ok);
        await answer(context, body);
    }
}
