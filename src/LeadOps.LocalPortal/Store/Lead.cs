namespace LeadOps.LocalPortal.Store;

internal sealed record MultifieldItem(long Id, string TypeId, string ValueType, string Value);

internal sealed record ContactBinding(long ContactId, int Sort, bool IsPrimary);

/// <summary>One lead as it is stored: plain fields by name, multiple custom fields as lists, multifields with their ids.</summary>
internal sealed class Lead(long id)
{
    public long Id { get; } = id;

    public Dictionary<string, string?> Fields { get; init; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<string>> Lists { get; init; } = new(StringComparer.Ordinal);

    public List<MultifieldItem> Multifields { get; init; } = [];

    public List<ContactBinding> Contacts { get; init; } = [];

    public string? ProductRows { get; set; }

    public string? this[string name]
    {
        get => Fields.GetValueOrDefault(name);
        set => Fields[name] = value;
    }
}
