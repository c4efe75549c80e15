using LeadOps.Fields.Rules;
using LeadOps.Portal;

namespace LeadOps.Checkup;

/// <summary>What the portal holds, and how it is set up.</summary>
internal sealed class PortalChecks(PortalSession session)
{
    private readonly CheckQuestions questions = new(session);

    public async Task<IReadOnlyList<Check>> FieldsAsync(CancellationToken cancellationToken)
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
                    $"{catalogue.All.Count}, {catalogue.All.Count(field => field.IsCustom)} of them custom; "
                        + $"{catalogue.Find(StageRule.Stage)?.Choices.Count} stages, "
                        + $"{catalogue.Find(SourceRule.Source)?.Choices.Count} sources, {users.Count} users"
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
            return [CheckQuestions.Failed("fields", failed)];
        }
    }

    public async Task<IReadOnlyList<Check>> LeadsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var count = await session.Reader.CountAsync(cancellationToken);
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
            return [CheckQuestions.Failed("leads", failed)];
        }
    }

    public async Task<IReadOnlyList<Check>> ModeAsync(CancellationToken cancellationToken)
    {
        var (mode, problem) = await questions.AskAsync("crm.settings.mode.get", cancellationToken);
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
}
