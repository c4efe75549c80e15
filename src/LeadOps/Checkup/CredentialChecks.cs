using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Portal;

namespace LeadOps.Checkup;

/// <summary>Who the credential is, and what it may do.</summary>
internal sealed class CredentialChecks(PortalSession session)
{
    private readonly CheckQuestions questions = new(session);

    public static Check User(JsonElement profile)
    {
        var name = $"{CheckQuestions.Text(profile, "NAME")} {CheckQuestions.Text(profile, "LAST_NAME")}".Trim();
        return CheckQuestions.Text(profile, "ID") is { Length: > 0 } id
            ? new Check(
                "user",
                CheckStatus.Ok,
                $"{name} (id {id})"
                    + $"{(CheckQuestions.Text(profile, "ADMIN") is "True" or "true" ? ", administrator" : "")}"
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

    public async Task<IReadOnlyList<Check>> ScopesAsync(CancellationToken cancellationToken)
    {
        var (scope, problem) = await questions.AskAsync("scope", cancellationToken);
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
                        : "Give the scope `user_basic`, so that users can be named by e-mail or full name; "
                            + "until then only ids work."
                ),
            ];
    }

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

    public async Task<IReadOnlyList<Check>> MethodsAsync(CancellationToken cancellationToken)
    {
        var answers = await session.Reader.BatchAsync(
            [.. Methods.Select(method => new PortalCall("method.get", new JsonObject { ["name"] = method }))],
            cancellationToken
        );
        if (answers.All(answer => answer is not CallResult))
        {
            return [new Check("methods", CheckStatus.Warning, "the portal does not say which methods it has", null)];
        }

        var missing = Methods
            .Zip(answers)
            .Where(pair =>
                pair.Second is CallResult { Value.ValueKind: JsonValueKind.Object } result
                && !(
                    CheckQuestions.Flag(result.Value, "isExisting") && CheckQuestions.Flag(result.Value, "isAvailable")
                )
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
}
