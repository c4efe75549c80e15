using System.Globalization;
using System.Runtime.CompilerServices;
using LeadOps.Portal;

namespace LeadOps.Checkup;

/// <summary>Everything that can be told about a portal without writing to it.</summary>
public sealed class PortalCheckup(PortalSession session, TimeProvider clock)
{
    public async IAsyncEnumerable<Check> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Address();
        var credential = new CredentialChecks(session);
        var portal = new PortalChecks(session);
        var (user, problem) = await new CheckQuestions(session).AskAsync("profile", cancellationToken);
        yield return problem ?? CredentialChecks.User(user);
        if (problem is not null)
        {
            // Without a credential that works every other question fails in the same way.
            yield break;
        }

        foreach (
            var ask in new Func<CancellationToken, Task<IReadOnlyList<Check>>>[]
            {
                credential.ScopesAsync,
                new ClockCheck(session, clock).RunAsync,
                portal.FieldsAsync,
                portal.LeadsAsync,
                credential.MethodsAsync,
                portal.ModeAsync,
            }
        )
        {
            foreach (var check in await ask(cancellationToken))
            {
                yield return check;
            }
        }

        yield return Limits();
    }

    private Check Address()
    {
        var settings = session.Settings;
        var kind = settings.OAuth is null ? "incoming webhook" : "application with OAuth";
        return new Check(
            "address",
            CheckStatus.Ok,
            $"{settings.DisplayHost}, {kind}, api {settings.Api}{(settings.Url.IsLoopback ? ", on this machine" : "")}"
        );
    }

    private Check Limits()
    {
        var (tariff, limit) = (session.Settings.Tariff, session.Settings.OperatingLimit);
        var rate =
            tariff.PerSecond > 0
                ? $"{tariff.PerSecond:0} requests a second above a burst of {tariff.Burst}"
                : "no limit on requests per second";
        return new Check(
            "limits",
            CheckStatus.Ok,
            string.Create(
                CultureInfo.InvariantCulture,
                $"tariff {tariff.Name}: {rate}; {limit:0} s of work per method in ten minutes"
            )
        );
    }
}
