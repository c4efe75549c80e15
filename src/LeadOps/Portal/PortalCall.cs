using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.Portal;

/// <summary>One method with its parameters.</summary>
public sealed record PortalCall(string Method, JsonObject Parameters)
{
    /// <summary>PHP drops what comes after the thousandth variable of a query.</summary>
    private const int MaxValues = 900;

    /// <summary>A command of a batch is an address; what is longer goes in a body of its own.</summary>
    private const int MaxText = 16 * 1024;

    private static readonly string[] References = ["$result[", "$total[", "$next[", "$time[", "$error["];

    /// <summary>
    /// True when a batch would damage the call: text that looks like a batch reference would be substituted; null, an
    /// empty list and a boolean to write cannot be spelled in a command, nor a name with brackets, nor very many
    /// values.
    /// </summary>
    public bool NeedsDirect { get; } = CountValues(Parameters) > MaxValues || IsUnfit(Parameters, inFields: false);

    /// <summary>
    /// A parameter that refers to an earlier command of the same batch, ready to be appended:
    /// `&amp;filter[%3EID]=$result[c0][49][ID]`.
    /// </summary>
    internal string Reference { get; init; } = "";

    private static bool IsUnfit(JsonNode? node, bool inFields) =>
        node switch
        {
            null => true,
            JsonObject members => AnyUnfit(members, inFields),
            JsonArray { Count: 0 } => true,
            JsonArray items => AnyUnfit(items, inFields),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>() is var text
                && (text.Length > MaxText || LooksLikeReference(text)),
            JsonValue value => inFields && value.GetValueKind() is (JsonValueKind.True or JsonValueKind.False),
            _ => false,
        };

    private static bool AnyUnfit(JsonObject members, bool inFields)
    {
        for (var i = 0; i < members.Count; i++)
        {
            var (name, value) = members.GetAt(i);
            if (
                IsUnfitName(name)
                || IsUnfit(value, inFields || name.Equals("fields", StringComparison.OrdinalIgnoreCase))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyUnfit(JsonArray items, bool inFields)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (IsUnfit(items[i], inFields))
            {
                return true;
            }
        }

        return false;
    }

    internal static bool LooksLikeReference(string text) =>
        text.Contains('$', StringComparison.Ordinal)
        && References.Any(start => text.Contains(start, StringComparison.OrdinalIgnoreCase));

    private static bool IsUnfitName(string name) => name.AsSpan().IndexOfAny('[', ']', '\0') >= 0;

    private static int CountValues(JsonNode? node)
    {
        var count = 0;
        switch (node)
        {
            case JsonObject members:
                for (var i = 0; i < members.Count; i++)
                {
                    count += CountValues(members.GetAt(i).Value);
                }

                return count;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    count += CountValues(items[i]);
                }

                return count;
            default:
                return 1;
        }
    }
}

/// <summary>What became of one call.</summary>
public abstract record CallAnswer;

internal sealed record CallResult(JsonElement Value, int? Total = null, int? Next = null) : CallAnswer
{
    /// <summary>How long the portal says that it worked on this call of a batch; 0 when it does not say.</summary>
    internal double Seconds { get; init; }
}

internal sealed record CallFailure(PortalError Error) : CallAnswer;

/// <summary>
/// The call was certainly not carried out: an earlier command of the same batch stopped it, or a budget was used up.
/// </summary>
internal sealed record CallNotExecuted(string Reason, bool IsLimit = false) : CallAnswer;

/// <summary>No trustworthy answer came; the portal may or may not have carried it out.</summary>
internal sealed record CallUnknown(string Reason) : CallAnswer;
