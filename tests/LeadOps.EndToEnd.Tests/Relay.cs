using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadOps.EndToEnd.Tests;

/// <summary>Stands before the portal as a proxy would, and may answer a request itself.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly HttpClient portal = new();
    private readonly Func<HttpContext, Task<bool>> answers;
    private readonly WebApplication app;

    private Relay(Func<HttpContext, Task<bool>> answers, Uri webhook)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        (this.answers, app) = (answers, builder.Build());
        app.Run(context => AnswerAsync(context, webhook));
    }

    public Uri Url { get; private set; } = null!;

    /// <param name="answers">True when the request got its answer; false lets it through to the portal.</param>
    public static async Task<Relay> StartAsync(Uri webhook, Func<HttpContext, Task<bool>> answers)
    {
        var relay = new Relay(answers, webhook);
        await relay.app.StartAsync();
        relay.Url = new Uri(new Uri(relay.app.Urls.First()), webhook.PathAndQuery);
        return relay;
    }

    private async Task AnswerAsync(HttpContext context, Uri webhook)
    {
        if (await answers(context))
        {
            return;
        }

        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            new Uri(webhook, context.Request.Path + context.Request.QueryString)
        );
        request.Content = new StreamContent(context.Request.Body);
        if (context.Request.ContentType is { } type)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        using var answer = await portal.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        portal.Dispose();
    }
}
