namespace LeadOps.LocalPortal.Store;

/// <summary>A contact or a company: fields as texts, and phones, e-mails and the like.</summary>
internal sealed record CrmRecord(long Id)
{
    public Dictionary<string, string?> Fields { get; set; } = new(StringComparer.Ordinal);

    public List<MultifieldItem> Multifields { get; set; } = [];

    public string? this[string name] => Fields.GetValueOrDefault(name);

    public IEnumerable<string> Values(string type) =>
        Multifields.Where(item => item.TypeId == type).Select(item => item.Value);

    /// <param name="firstItem">The id of its first phone or e-mail.</param>
    public static CrmRecord Of(
        long id,
        IEnumerable<(string Name, string? Value)> fields,
        long firstItem,
        params (string Type, string Value)[] items
    ) =>
        new(id)
        {
            Fields = fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal),
            Multifields =
            [
                .. items.Select((item, index) => new MultifieldItem(firstItem + index, item.Type, "WORK", item.Value)),
            ],
        };
}
