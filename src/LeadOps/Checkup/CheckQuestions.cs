using System.Text.Json;
using LeadOps.Portal;

namespace LeadOps.Checkup;

/// <summary>Asks the portal for a check; what it refuses is a failed check.</summary>
internal sealed class CheckQuestions(PortalSession session)
{
    public async Task<(JsonElement Answer, Check? Problem)> AskAsync(string method, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.Reader.CallAsync(method, [], cancellationToken), null);
        }
        catch (PortalException failed)
        {
            return (default, Failed(method, failed));
        }
    }

    public static Check Failed(string subject, PortalException problem) =>
        new(subject, CheckStatus.Failed, $"the portal answered {problem.Error}", problem.Error.Advice)
        {
            Failure = problem.Failure,
        };

    public static bool Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ToString()
            : "";
}
