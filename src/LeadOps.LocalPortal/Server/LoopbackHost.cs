using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadOps.LocalPortal.Server;

/// <summary>Kestrel on loopback, over HTTP and, when asked for, HTTPS.</summary>
internal static class LoopbackHost
{
    public static LocalPortalException PortTaken(LocalPortalOptions options, Exception problem)
    {
        var (port, option) = problem.Message.Contains("https:", StringComparison.Ordinal)
            ? (options.HttpsPort, "--https")
            : (options.Port, "--port");
        return new LocalPortalException(
            $"Port {port} is taken or may not be used. "
                + $"Stop the program that holds it, or give another with `{option}`.",
            problem
        );
    }

    public static WebApplication Build(LocalPortalOptions options, X509Certificate2? certificate, Transport transport)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(server =>
            {
                server.Listen(IPAddress.Loopback, options.Port);
                if (certificate is not null)
                {
                    server.Listen(IPAddress.Loopback, options.HttpsPort!.Value, listen => listen.UseHttps(certificate));
                }

                server.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
                server.AddServerHeader = false;
            });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var application = builder.Build();
        application.Run(transport.HandleAsync);
        return application;
    }
}
