using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.Portal;

/// <summary>One method with its parameters.</summary>
public sealed record PortalCall(string Method, JsonObject Parameters)
{
    private static readonly string[] References = ["$result[", "$total[", "$next[", "$time[", "$error["];

    /// <summary>
    /// True when a batch would damage the call: text that looks like a batch reference would be substituted, and null and
    /// empty lists cannot be written into a command.
    /// </summary>
    public bool NeedsDirect { get; } = IsUnfit(Parameters);

    private static bool IsUnfit(JsonNode? node) => node switch
    {
        null => true,
        JsonObject members => members.Any(pair => IsUnfit(pair.Value)),
        JsonArray { Count: 0 } => true,
        JsonArray items => items.Any(IsUnfit),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => References.Any(value.GetValue<string>().Contains),
        _ => false,
    };
}

/// <summary>What became of one call.</summary>
public abstract record CallAnswer;

public sealed record CallResult(JsonElement Value, int? Total = null, int? Next = null) : CallAnswer;

public sealed record CallFailure(PortalError Error) : CallAnswer;

/// <summary>The call was certainly not carried out: an earlier command of the same batch stopped it, or a budget was used up.</summary>
public sealed record CallNotExecuted(string Reason) : CallAnswer;

/// <summary>No trustworthy answer came; the portal may or may not have carried it out.</summary>
public sealed record CallUnknown(string Reason) : CallAnswer;
