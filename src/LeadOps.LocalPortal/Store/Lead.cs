namespace LeadOps.LocalPortal.Store;

internal sealed record MultifieldItem(long Id, string TypeId, string ValueType, string Value);

internal sealed record ContactBinding(long ContactId, int Sort, bool IsPrimary);

/// <summary>
/// One lead as it is stored: own fields of the portal by place, custom ones by name, multiple ones as lists,
/// multifields with their ids. Written for fifty thousand of them in memory.
/// </summary>
internal sealed class Lead(long id)
{
    private readonly string?[] values = new string?[SystemFields.SlotNames.Count];
    private Dictionary<string, string?>? extra;
    private Dictionary<string, List<string>>? lists;

    public long Id { get; } = id;

    public List<MultifieldItem> Multifields { get; } = [];

    public List<ContactBinding> Contacts { get; } = [];

    /// <summary>JSON of the product rows; null when there are none.</summary>
    public string? ProductRows { get; set; }

    /// <summary>What the index holds of this lead.</summary>
    public IReadOnlyList<(int Kind, string Value)> IndexKeys { get; set; } = [];

    public IEnumerable<KeyValuePair<string, string?>> Extra => extra ?? [];

    public IEnumerable<KeyValuePair<string, List<string>>> Lists => lists ?? [];

    public string? this[string name]
    {
        get => SystemFields.Slots.TryGetValue(name, out var slot) ? values[slot] : extra?.GetValueOrDefault(name);
        set
        {
            if (SystemFields.Slots.TryGetValue(name, out var slot))
            {
                values[slot] = value;
            }
            else
            {
                (extra ??= new(1, StringComparer.Ordinal))[name] = value;
            }
        }
    }

    public IReadOnlyList<string> List(string name) => lists?.GetValueOrDefault(name) ?? (IReadOnlyList<string>)[];

    public void SetList(string name, IEnumerable<string> items) =>
        (lists ??= new(1, StringComparer.Ordinal))[name] = [.. items];

    public void Forget(string name)
    {
        extra?.Remove(name);
        lists?.Remove(name);
    }
}
