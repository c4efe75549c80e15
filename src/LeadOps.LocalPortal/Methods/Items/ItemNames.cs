using System.Text.RegularExpressions;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Methods.Items;

/// <summary>A field of crm.item: its name there, and the lead's field behind it.</summary>
internal sealed record ItemField(string Name, FieldInfo Field, string Title, string UpperName)
{
    public bool IsFilterable => !Field.IsMultifield && Field.Type != "file" && Field.Name != "CONTACTS";
}

/// <summary>Names of crm.item for the fields of leads.</summary>
internal sealed partial class ItemNames
{
    /// <summary>Where the name is not the camelCase of the lead's.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["STATUS_ID"] = "stageId",
        ["STATUS_SEMANTIC_ID"] = "stageSemanticId",
        ["CREATED_BY_ID"] = "createdBy",
        ["MODIFY_BY_ID"] = "updatedBy",
        ["MOVED_BY_ID"] = "movedBy",
        ["DATE_CREATE"] = "createdTime",
        ["DATE_MODIFY"] = "updatedTime",
    };

    private static readonly ItemField[] Own =
    [
        new("contacts", new FieldInfo("CONTACTS", "crm_contact", false, true, "CONTACTS"), "CONTACTS", "CONTACTS"),
        new("fm", new FieldInfo("FM", "crm_multifield", false, true, "Multifields"), "Multifields", "FM"),
        new("observers", new FieldInfo("OBSERVERS", "user", false, true, "Observers"), "Observers", "OBSERVERS"),
        new(
            "webformId",
            new FieldInfo("WEBFORM_ID", "integer", false, false, "Created by CRM form"),
            "Created by CRM form",
            "WEBFORM_ID"
        ),
    ];

    private readonly Dictionary<string, ItemField> byName;

    public ItemNames(Catalogue catalogue, bool useOriginalUfNames)
    {
        var all = new List<ItemField>();
        foreach (
            var field in catalogue.Fields.Values.Where(field =>
                !field.IsMultifield && !field.Name.StartsWith("ADDRESS", StringComparison.Ordinal)
            )
        )
        {
            all.Add(field.IsCustom ? Custom(field, useOriginalUfNames, all) : System(field));
        }

        All = [.. all, .. Own];
        byName = All.ToDictionary(item => item.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<ItemField> All { get; }

    public ItemField? Find(string name) => byName.GetValueOrDefault(name);

    private static ItemField System(FieldInfo field)
    {
        var name = Renamed.GetValueOrDefault(field.Name) ?? CamelCase.From(field.Name);
        var title = field.Name switch
        {
            "TITLE" => "Name",
            "CONTACT_IDS" => "Contacts",
            _ => field.Title,
        };
        return new ItemField(
            name,
            field.Type == "char" ? field with { Type = "boolean" } : field,
            title,
            CamelCase.Back(name)
        );
    }

    /// <summary>
    /// Letters only become camelCase; anything with digits keeps its spelling; a clash keeps the whole name.
    /// </summary>
    private static ItemField Custom(FieldInfo field, bool useOriginal, List<ItemField> taken)
    {
        var rest = field.Name["UF_CRM_".Length..];
        var mapped = LettersOnly().IsMatch(rest) ? "ufCrm" + CamelCase.Capital(rest) : "ufCrm_" + rest;
        var name = useOriginal || taken.Exists(item => item.Name == mapped) ? field.Name : mapped;
        return new ItemField(name, field, field.Title, field.Name);
    }

    [GeneratedRegex("^[A-Z_]+$")]
    private static partial Regex LettersOnly();
}
