using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.Portal;

/// <summary>Which methods only read, and what their answers are worth.</summary>
internal static class ReadCalls
{
    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "list",
        "get",
        "fields",
        "current",
        "profile",
        "scope",
        "time",
        "findbycomm",
        "types",
        "search",
        "admin",
        "methods",
    };

    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "crm.status.entity.items",
        "crm.enum.ownertype",
        "app.info",
    };

    public static PortalCall Checked(string method, JsonObject parameters) =>
        Verbs.Contains(method[(method.LastIndexOf('.') + 1)..]) || Others.Contains(method)
            ? new PortalCall(method, parameters)
            : throw new ArgumentException($"{method} is not a read", nameof(method));

    public static JsonElement Value(CallAnswer answer) =>
        answer switch
        {
            CallResult result => result.Value,
            CallFailure failure => throw new PortalException(failure.Error),
            _ => throw new PortalException(PortalError.Of("", "no usable answer", 502)),
        };
}
