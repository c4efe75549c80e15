using LeadOps.Diagnostics;
using LeadOps.Portal;

namespace LeadOps.Cli.Views;

/// <summary>Why a command ended, on stderr; never with a secret.</summary>
internal static class ErrorText
{
    public static void Say(LeadOpsException problem, bool verbose) => Say(problem.Message, verbose ? problem : null);

    public static void Say(string message, Exception? details)
    {
        foreach (var line in PortalAddress.Mask(message).Split('\n'))
        {
            Terminal.Say(
                line.StartsWith("error", StringComparison.Ordinal) ? line.TrimEnd('\r') : $"error: {line.TrimEnd('\r')}"
            );
        }

        if (details is not null)
        {
            Terminal.Say(PortalAddress.Mask(details.ToString()));
        }
    }
}
