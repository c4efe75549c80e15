namespace LeadOps.Fields.Rules;

/// <summary>A stage has no empty state, may start automation, and decides what the portal takes for closed.</summary>
public sealed class StageRule : FieldRule
{
    public const string Stage = "STATUS_ID";

    /// <summary>Follows the stage and cannot be set.</summary>
    public const string Semantics = "STATUS_SEMANTIC_ID";

    private const string Success = "CONVERTED";

    public override string Page => "https://apidocs.bitrix24.com/api-reference/crm/leads/index.html";

    public override IReadOnlyList<string> Fields { get; } = [Stage, Semantics];

    public override IReadOnlyList<FieldNote> Notes { get; } =
    [
        new(
            Stage,
            "a stage change may start automation rules on the portal",
            change => change.Field.Name == Stage && change.IsUpdate
        ),
        new(
            Stage,
            "leads reach a final stage",
            change =>
                change.Field.Name == Stage
                && change.IsUpdate
                && IsFinal(change.Field, change.After)
                && !IsFinal(change.Field, change.Before)
        ),
        new(
            Stage,
            "leads leave a final stage; the portal clears their closing date",
            change =>
                change.Field.Name == Stage
                && IsFinal(change.Field, change.Before)
                && !IsFinal(change.Field, change.After)
        ),
        new(
            Stage,
            "CONVERTED creates no deal, contact or company",
            change => change is { Field.Name: Stage, After: TextValue { Text: Success } }
        ),
    ];

    public override bool CanClear(FieldDefinition field) => field.Name != Stage;

    public override bool IsDefault(FieldDefinition field, string value, NewLead lead) =>
        field.Name == Stage && NewLead.IsFirst(field, value);

    private static bool IsFinal(FieldDefinition field, FieldValue stage) =>
        stage is TextValue code && field.FindChoice(code.Text)?.Semantics is "S" or "F";
}
