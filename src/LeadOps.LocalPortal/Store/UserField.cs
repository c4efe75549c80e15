using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Store;

/// <summary>One option of a list field.</summary>
internal sealed record EnumItem(int Id, string Value, int Sort, bool IsDefault, string XmlId);

/// <summary>Definition of a custom field. Labels: kind, then language, then text.</summary>
internal sealed record UserField(int Id, string Name, string Type)
{
    public static IReadOnlyList<string> LabelKinds { get; } =
    ["EDIT_FORM_LABEL", "LIST_COLUMN_LABEL", "LIST_FILTER_LABEL", "ERROR_MESSAGE", "HELP_MESSAGE"];

    public static IReadOnlyList<string> Languages { get; } = ["en", "de", "ru"];

    public string? XmlId { get; init; }

    public int Sort { get; init; } = 100;

    public bool IsMultiple { get; init; }

    public bool IsMandatory { get; init; }

    public string ShowFilter { get; init; } = "N";

    public bool ShowInList { get; init; }

    public bool EditInList { get; init; } = true;

    public bool IsSearchable { get; init; }

    public Dictionary<string, Dictionary<string, string>> Labels { get; init; } = [];

    public JsonObject Settings { get; init; } = [];

    public List<EnumItem> Items { get; init; } = [];

    public string Label(string kind = "EDIT_FORM_LABEL", string language = "en") =>
        Labels.GetValueOrDefault(kind)?.GetValueOrDefault(language) is { Length: > 0 } text ? text : Name;

    public FieldInfo AsField() => new(Name, Type, IsReadOnly: false, IsMultiple, Label()) { Definition = this };
}
