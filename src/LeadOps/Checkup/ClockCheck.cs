using System.Globalization;
using LeadOps.Portal;

namespace LeadOps.Checkup;

/// <summary>The portal's clock beside this machine's.</summary>
internal sealed class ClockCheck(PortalSession session, TimeProvider clock)
{
    private const int ClockSkewSeconds = 30;

    public async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellationToken)
    {
        var (answer, problem) = await new CheckQuestions(session).AskAsync("server.time", cancellationToken);
        if (
            problem is not null
            || !DateTimeOffset.TryParse(answer.ToString(), CultureInfo.InvariantCulture, out var time)
        )
        {
            return
            [
                problem
                    ?? new Check("clock", CheckStatus.Warning, $"the portal's time `{answer}` cannot be read", null),
            ];
        }

        var apart = (clock.GetUtcNow() - time).TotalSeconds;
        var found =
            $"portal {time:yyyy-MM-dd HH:mm:ss zzz}, {Math.Abs(apart):0} s apart; "
            + $"dates without offset are in {session.Settings.TimeZone?.Id ?? $"the portal's offset {time:zzz}"}";
        return
        [
            Math.Abs(apart) <= ClockSkewSeconds
                ? new Check("clock", CheckStatus.Ok, found)
                : new Check(
                    "clock",
                    CheckStatus.Warning,
                    found,
                    "Set this machine's clock. It decides when plans expire and when operating limits end."
                ),
        ];
    }
}
