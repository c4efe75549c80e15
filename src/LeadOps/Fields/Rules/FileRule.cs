namespace LeadOps.Fields.Rules;

/// <summary>
/// A lead tells the ids of its files, not what is in them; so they go with the lead and no export holds them.
/// </summary>
internal sealed class FileRule : FieldRule
{
    public override string Page => "https://apidocs.bitrix24.com/api-reference/files/how-to-update-files.html";

    public override IReadOnlyList<string> Types { get; } = [Type];

    public const string Type = "file";

    public override ValueForm Form => ValueForm.Files;

    public override bool IsExported(string field) => false;
}
