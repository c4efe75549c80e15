using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Control;

/// <summary>One request as the page shows it.</summary>
/// <param name="Calls">The methods inside a batch, in order.</param>
/// <param name="Faults">Actions that struck it.</param>
internal sealed record LoggedRequest(
    long Number,
    string Time,
    string Method,
    IReadOnlyList<string> Calls,
    IReadOnlyList<string> Faults
)
{
    public string Who { get; init; } = "";

    /// <summary>As the client saw it; 0 when the connection was cut.</summary>
    public int Status { get; init; }

    public string Error { get; init; } = "";

    /// <summary>Failed calls inside a batch.</summary>
    public int Failed { get; init; }

    /// <summary>Seconds of work, simulated ones too.</summary>
    public double Cost { get; init; }

    public JsonObject Json() =>
        new()
        {
            ["number"] = Number,
            ["time"] = Time,
            ["method"] = Method,
            ["calls"] = Nodes.List(
                Calls.GroupBy(call => call),
                group => new JsonObject { ["method"] = group.Key, ["count"] = group.Count() }
            ),
            ["faults"] = Nodes.List(Faults),
            ["who"] = Who,
            ["status"] = Status,
            ["error"] = Error,
            ["failed"] = Failed,
            ["cost"] = Math.Round(Cost, 4),
        };
}
