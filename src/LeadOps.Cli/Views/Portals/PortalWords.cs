using System.Text.Json.Nodes;
using LeadOps.Cli.Settings;
using LeadOps.Portal;

namespace LeadOps.Cli.Views.Portals;

/// <summary>What all tables of portals say in the same words.</summary>
internal static class PortalWords
{
    public static string Name(PortalConfig portal) => portal.Protected ? $"{portal.Name} (protected)" : portal.Name;

    /// <summary>Each line of a problem, with its portal in front.</summary>
    public static IEnumerable<string> Lines(string portal, string what, string message) =>
        PortalAddress
            .Mask(message)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => $"{portal}: {what}{line}");

    public static JsonObject? Problem(Ending? problem) =>
        problem is null
            ? null
            : new JsonObject { ["exitCode"] = problem.Code, ["message"] = PortalAddress.Mask(problem.Message) };

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
