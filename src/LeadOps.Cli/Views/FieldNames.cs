using LeadOps.Cli.Views.Html;
using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>Fields in a line of text: by their codes, and custom ones with their titles.</summary>
internal sealed class FieldNames(IReadOnlyDictionary<string, FieldTitle> titles)
{
    public static FieldNames None { get; } = new(new Dictionary<string, FieldTitle>());

    public string Of(string field) =>
        FieldDefinition.IsCustomName(field) && HtmlPage.TitleOf(field, titles) is { } title
            ? $"{field} ({ValueText.Title(title, redact: false)})"
            : field;
}
