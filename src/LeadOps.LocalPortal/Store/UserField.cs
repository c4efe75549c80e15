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

    public string? XmlId { get; set; }

    public int Sort { get; set; } = 100;

    public bool IsMultiple { get; set; }

    public bool IsMandatory { get; set; }

    public string ShowFilter { get; set; } = "N";

    public bool ShowInList { get; set; }

    public bool EditInList { get; set; } = true;

    public bool IsSearchable { get; set; }

    public Dictionary<string, Dictionary<string, string>> Labels { get; set; } = [];

    public JsonObject Settings { get; set; } = [];

    public List<EnumItem> Items { get; set; } = [];

    public string Label(string kind = "EDIT_FORM_LABEL", string language = "en") =>
        Labels.GetValueOrDefault(kind)?.GetValueOrDefault(language) is { Length: > 0 } text ? text : Name;

    public FieldInfo AsField() => new(Name, Type, IsReadOnly: false, IsMultiple, Label()) { Definition = this };
}
