using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Pages;

/// <summary>The rate bucket and the operating budgets, as gauges show them.</summary>
internal sealed class LimitView(LeakyBucket bucket, OperatingBudget operating, Catalogue catalogue)
{
    public JsonObject Json() =>
        new()
        {
            ["bucket"] =
                bucket.Capacity == 0
                    ? null
                    : new JsonObject
                    {
                        ["level"] = Math.Round(bucket.Level(), 2),
                        ["capacity"] = bucket.Capacity,
                        ["drain"] = bucket.Drain,
                    },
            ["operating"] = Nodes.List(
                operating.Spent(),
                spent => new JsonObject
                {
                    ["who"] = Who(spent.Credential),
                    ["method"] = spent.Method,
                    ["seconds"] = Math.Round(spent.Seconds, 2),
                    ["resetAt"] = spent.ResetAt,
                }
            ),
            ["limit"] = operating.Limit,
        };

    /// <summary>A credential is `USER/SECRET` or an application; the secret is not shown.</summary>
    private string Who(string credential) =>
        credential.Split('/') is [var id, _] && int.TryParse(id, out var number) && catalogue.User(number) is { } user
            ? $"{user.Name} {user.LastName}"
            : credential;
}
