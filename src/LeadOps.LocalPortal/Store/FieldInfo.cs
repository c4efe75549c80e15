namespace LeadOps.LocalPortal.Store;

/// <summary>A field of leads: one of Bitrix24's own, or a custom one with its definition.</summary>
internal sealed record FieldInfo(
    string Name,
    string Type,
    bool IsReadOnly,
    bool IsMultiple,
    string Title,
    string? StatusType = null
)
{
    public UserField? Definition { get; init; }

    /// <summary>As its description says; leads do not need any of the portal's own.</summary>
    public bool IsRequired { get; init; }

    public bool IsCustom => Definition is not null;

    public bool IsMultifield => Type == "crm_multifield";

    public bool IsList => IsCustom && IsMultiple;

    public IReadOnlyList<EnumItem> Items => Definition?.Items ?? (IReadOnlyList<EnumItem>)[];

    public bool IsNumber =>
        Type
            is "double"
                or "integer"
                or "user"
                or "employee"
                or "crm_company"
                or "crm_contact"
                or "enumeration"
                or "iblock_element"
                or "iblock_section"
                or "file";

    /// <summary>A link shows "none" in several spellings; `0` is one of them.</summary>
    public bool IsLink => Type is "user" or "employee" or "crm_company" or "crm_contact";
}
