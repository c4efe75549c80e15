using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields.Rules;
using LeadOps.Portal;

namespace LeadOps.Checkup;

/// <summary>Everything that can be told about a portal without writing to it.</summary>
public sealed class PortalCheckup(PortalSession session, TimeProvider clock)
{
    private const int ClockSkewSeconds = 30;

    private static readonly string[] Methods =
    [
        "crm.lead.list",
        "crm.lead.add",
        "crm.lead.update",
        "crm.lead.delete",
        "crm.lead.contact.items.get",
        "crm.lead.contact.items.set",
        "crm.lead.productrows.set",
        "crm.duplicate.findbycomm",
        "crm.item.list",
        "crm.item.update",
    ];

    private PortalReader Reader => session.Reader;

    public async IAsyncEnumerable<Check> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Address();
        var (user, problem) = await AskAsync("profile", cancellationToken);
        yield return problem ?? User(user);
        if (problem is not null)
        {
            // Without a credential that works every other question fails in the same way.
            yield break;
        }

        foreach (
            var ask in new Func<CancellationToken, Task<IReadOnlyList<Check>>>[]
            {
                ScopesAsync,
                ClockAsync,
                FieldsAsync,
                LeadsAsync,
                MethodsAsync,
                ModeAsync,
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

    private static Check User(JsonElement profile)
    {
        var name = $"{Text(profile, "NAME")} {Text(profile, "LAST_NAME")}".Trim();
        return Text(profile, "ID") is { Length: > 0 } id
            ? new Check(
                "user",
                CheckStatus.Ok,
                $"{name} (id {id}){(Text(profile, "ADMIN") is "True" or "true" ? ", administrator" : "")}"
            )
            : new Check(
                "user",
                CheckStatus.Failed,
                "the credential's user is not active",
                "Make a new webhook with an active user."
            )
            {
                Failure = Failure.Access,
            };
    }

    private async Task<IReadOnlyList<Check>> ScopesAsync(CancellationToken cancellationToken)
    {
        var (scope, problem) = await AskAsync("scope", cancellationToken);
        if (problem is not null)
        {
            return [problem];
        }

        var scopes =
            scope.ValueKind == JsonValueKind.Array
                ? scope.EnumerateArray().Select(item => item.ToString()).ToList()
                : [];
        var found = string.Join(", ", scopes);
        return !scopes.Contains("crm")
                ?
                [
                    new Check("scopes", CheckStatus.Failed, found, "Give the credential the scope `crm`.")
                    {
                        Failure = Failure.Access,
                    },
                ]
            : scopes.Contains("user_basic") || scopes.Contains("user") ? [new Check("scopes", CheckStatus.Ok, found)]
            :
            [
                new Check(
                    "scopes",
                    CheckStatus.Warning,
                    found,
                    scopes.Contains("user_brief")
                        ? "`user_brief` has no e-mails; give `user_basic` to find users by e-mail."
                        : "Give the scope `user_basic`, so that users can be named by e-mail or full name; until then only ids work."
                ),
            ];
    }

    private async Task<IReadOnlyList<Check>> ClockAsync(CancellationToken cancellationToken)
    {
        var (answer, problem) = await AskAsync("server.time", cancellationToken);
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
            $"portal {time:yyyy-MM-dd HH:mm:ss zzz}, {Math.Abs(apart):0} s apart; dates without offset are in {session.Settings.TimeZone?.Id ?? $"the portal's offset {time:zzz}"}";
        return
        [
            Math.Abs(apart) <= ClockSkewSeconds
                ? new Check("clock", CheckStatus.Ok, found)
                : new Check(
                    "clock",
                    CheckStatus.Warning,
                    found,
                    "Set this machine's clock: plans expire and operating limits end by it."
                ),
        ];
    }

    private async Task<IReadOnlyList<Check>> FieldsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var catalogue = (await PortalFacts.ReadAsync(session, cancellationToken)).Catalogue;
            var mandatory = catalogue.All.Where(field => field.IsMandatory).Select(field => field.Name).ToList();
            var users = catalogue.Find(OwnerRule.Owner)?.Choices ?? [];
            return
            [
                new Check(
                    "fields",
                    CheckStatus.Ok,
                    $"{catalogue.All.Count}, {catalogue.All.Count(field => field.IsCustom)} of them custom; {catalogue.Find(StageRule.Stage)?.Choices.Count} stages, {catalogue.Find(SourceRule.Source)?.Choices.Count} sources, {users.Count} users"
                ),
                .. mandatory.Count == 0
                    ? Array.Empty<Check>()
                    :
                    [
                        new Check(
                            "mandatory",
                            CheckStatus.Warning,
                            string.Join(", ", mandatory),
                            "New leads need these; set them in every fixture."
                        ),
                    ],
            ];
        }
        catch (PortalException failed)
        {
            return [Failed("fields", failed)];
        }
    }

    private async Task<IReadOnlyList<Check>> LeadsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var count = await Reader.CountAsync([], cancellationToken);
            return
            [
                count > 0
                    ? new Check("leads", CheckStatus.Ok, $"{count} that this user may read")
                    : new Check(
                        "leads",
                        CheckStatus.Warning,
                        "none that this user may read",
                        "If there are leads, give the user the right to read them."
                    ),
            ];
        }
        catch (PortalException failed)
        {
            return [Failed("leads", failed)];
        }
    }

    private async Task<IReadOnlyList<Check>> MethodsAsync(CancellationToken cancellationToken)
    {
        var answers = await Reader.BatchAsync(
            [.. Methods.Select(method => new PortalCall("method.get", new JsonObject { ["name"] = method }))],
            cancellationToken
        );
        if (answers.All(answer => answer is not CallResult))
        {
            return
            [
                new Check("methods", CheckStatus.Warning, "the portal does not tell which methods there are", null),
            ];
        }

        var missing = Methods
            .Zip(answers)
            .Where(pair =>
                pair.Second is CallResult { Value.ValueKind: JsonValueKind.Object } result
                && !(Flag(result.Value, "isExisting") && Flag(result.Value, "isAvailable"))
            )
            .Select(pair => pair.First)
            .ToList();
        return
        [
            missing.Count == 0
                ? new Check("methods", CheckStatus.Ok, $"all {Methods.Length} that LeadOps calls are available")
                : new Check(
                    "methods",
                    CheckStatus.Warning,
                    $"not available: {string.Join(", ", missing)}",
                    "Give the credential the scope `crm`, or update the portal."
                ),
        ];
    }

    private async Task<IReadOnlyList<Check>> ModeAsync(CancellationToken cancellationToken)
    {
        var (mode, problem) = await AskAsync("crm.settings.mode.get", cancellationToken);
        return problem is not null || mode.ToString() != "2"
            ? []
            :
            [
                new Check(
                    "crm mode",
                    CheckStatus.Warning,
                    "simple: new leads with a name become deals at once",
                    "Seeding is refused until the portal is switched to classic mode."
                ),
            ];
    }

    private Check Limits()
    {
        var (tariff, limit) = (session.Settings.Tariff, session.Settings.OperatingLimit);
        var rate =
            tariff.PerSecond > 0
                ? $"{tariff.PerSecond:0} requests a second above a burst of {tariff.Burst}"
                : "no rate of our own";
        return new Check(
            "limits",
            CheckStatus.Ok,
            string.Create(
                CultureInfo.InvariantCulture,
                $"tariff {tariff.Name}: {rate}; {limit:0} s of work per method in ten minutes"
            )
        );
    }

    private async Task<(JsonElement Answer, Check? Problem)> AskAsync(
        string method,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await Reader.CallAsync(method, [], cancellationToken), null);
        }
        catch (PortalException failed)
        {
            return (default, Failed(method, failed));
        }
    }

    private static Check Failed(string subject, PortalException problem) =>
        new(subject, CheckStatus.Failed, problem.Error.ToString(), problem.Error.Advice) { Failure = problem.Failure };

    private static bool Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ToString()
            : "";
}
