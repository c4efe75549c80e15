using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeadOps.Workers;

/// <summary>
/// Hangfire's own pages, only to look at: rollouts are steered by their commands. Without a password they answer this
/// machine alone, and only when asked by a loopback name, so that no foreign page reaches them by a name of its own.
/// </summary>
public sealed class JobDashboard : IAsyncDisposable
{
    private readonly WebApplication application;

    private JobDashboard(WebApplication application) => this.application = application;

    public static async Task<JobDashboard> StartAsync(
        Worker worker,
        IPEndPoint at,
        string? password,
        CancellationToken cancellationToken
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(at));
        builder.Services.AddHangfire(_ => { });
        builder.Services.AddRouting();
        var application = builder.Build();
        application.Use((context, next) => GuardAsync(context, next, password));
        application.UseHangfireDashboard(
            "",
            new DashboardOptions
            {
                Authorization = [],
                IsReadOnlyFunc = _ => true,
                AppPath = null,
                DashboardTitle = "LeadOps portal jobs",
                DisplayStorageConnectionString = false,
                IgnoreAntiforgeryToken = true,
            },
            worker.Storage
        );
        await application.StartAsync(cancellationToken);
        return new JobDashboard(application);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static Task GuardAsync(HttpContext context, RequestDelegate next, string? password)
    {
        if (password is null ? IsLoopback(context) : IsRight(context.Request.Headers.Authorization, password))
        {
            return next(context);
        }

        context.Response.StatusCode = password is null ? 403 : 401;
        if (password is not null)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"LeadOps\", charset=\"UTF-8\"";
        }

        return Task.CompletedTask;
    }

    private static bool IsLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote
        && IPAddress.IsLoopback(remote)
        && (
            context.Request.Host.Host == "localhost"
            || (
                IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)
            )
        );

    /// <summary>Any user name; the password is compared in constant time.</summary>
    private static bool IsRight(string? header, string password)
    {
        var given = header?.Split(' ', 2) is ["Basic", var code] ? code : "";
        var bytes = new byte[given.Length];
        return Convert.TryFromBase64String(given, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [_, var typed]
            && CryptographicOperations.FixedTimeEquals(
                SHA256.HashData(Encoding.UTF8.GetBytes(typed)),
                SHA256.HashData(Encoding.UTF8.GetBytes(password))
            );
    }
}
