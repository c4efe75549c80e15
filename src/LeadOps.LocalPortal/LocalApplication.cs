using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadOps.LocalPortal;

/// <summary>Credentials of the local portal's application; all but the addresses are secret.</summary>
public sealed record LocalApplication(
    string ClientId,
    string ClientSecret,
    string RefreshToken,
    Uri TokenUrl,
    Uri RestUrl
);
