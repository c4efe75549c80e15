using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeadOps.Diagnostics;
using LeadOps.Portal;
using LeadOps.Storage.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LeadOps.Tests.Portal;

internal sealed class TlsTests
{
    [Test]
    public async Task A_certificate_that_nobody_vouches_for_ends_the_command_before_the_secret_leaves()
    {
        using var certificate = SelfSigned();
        var requests = 0;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var server = builder.Build();
        server.Run(_ =>
        {
            Interlocked.Increment(ref requests);
            return Task.CompletedTask;
        });
        await server.StartAsync();
        var address = server
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        var folder = Directory.CreateTempSubdirectory("leadops-tls-").FullName;
        using var state = LocalState.In(folder, TestOperator.Me, TimeProvider.System);
        using var session = new PortalSession(
            new PortalSettings
            {
                Name = "test",
                Url = new Uri(address + "/rest/1/s3cr3t/"),
                DisplayHost = "tls",
            },
            state,
            new JumpingTime()
        );

        var problem = await Assert.ThrowsAsync<LeadOpsException>(() =>
            session.Reader.CallAsync("profile", [], CancellationToken.None)
        );

        Assert.That(problem!.Message, Does.Contain("certificate").And.Contain("127.0.0.1").And.Not.Contain("s3cr3t"));
        Assert.That((requests, session.Stats.Snapshot().Retries), Is.EqualTo((0, 0)));
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
