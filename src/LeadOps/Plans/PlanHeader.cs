using System.Security.Cryptography;
using LeadOps.Diagnostics;

namespace LeadOps.Plans;

/// <summary>What a plan is for; a rollback, a seed and an unseed are plans like any other.</summary>
public enum PlanPurpose
{
    Apply,
    Seed,
    Unseed,
    Rollback,
}

/// <summary>The portal a plan is bound to.</summary>
public sealed record PlanPortal(string Name, string Host, string UserId, string? UserName, string Api)
{
    /// <summary>The name of a portal that the configuration does not have: its address was typed.</summary>
    public const string Unnamed = "url";

    public void RequireHost(string host)
    {
        if (Other(host) is { } objection)
        {
            throw new LeadOpsException(Failure.Refused, objection);
        }
    }

    /// <summary>What speaks against that portal; null when it is this one.</summary>
    public string? Other(string host) =>
        Host == host ? null : $"The plan is for the portal `{Host}`, this is `{host}`. Add `--portal {Choice(Name)}`.";

    /// <summary>What `apply` needs beside the plan, which finds a portal with a name by itself.</summary>
    public string Flag => Name == Unnamed ? " --portal URL" : "";

    /// <summary>What `--portal` takes for it; a typed address is a secret and is not repeated.</summary>
    public static string Choice(string name) => name is "" or Unnamed ? "URL" : name;
}

/// <summary>A manifest behind a plan. The digest is of the parsed model, so layout and comments do not count.</summary>
public sealed record PlanManifest(string Name, string File, string Digest, bool Once, string? Description = null);

/// <summary>A change or fixture that was planned, by the name that planned fields carry.</summary>
public sealed record PlanChange(string Name, string Manifest, string? Description);

/// <summary>
/// First line of a plan. Equal input and clock give equal bytes: the id is derived from the rest of the header.
/// </summary>
public sealed record PlanHeader
{
    public const int CurrentFormatVersion = 1;

    public int FormatVersion { get; init; } = CurrentFormatVersion;

    public required string Id { get; init; }

    public required PlanPurpose Purpose { get; init; }

    public required string ToolVersion { get; init; }

    public required PlanPortal Portal { get; init; }

    public required IReadOnlyList<PlanManifest> Manifests { get; init; }

    /// <summary>In the order of the manifests, also those that change nothing.</summary>
    public IReadOnlyList<PlanChange> Changes { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string? GitCommit { get; init; }

    /// <summary>The run that a rollback undoes.</summary>
    public string? RollbackOf { get; init; }

    /// <summary>Version of the fake data, when fixtures used any.</summary>
    public int? FakeDataVersion { get; init; }

    /// <summary>With its id: the digest of everything else in it.</summary>
    internal PlanHeader Identified() =>
        this with
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(PlanHeaderJson.Line(this with { Id = "" })))[..32],
        };
}
