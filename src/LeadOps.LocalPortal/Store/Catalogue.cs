using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadOps.LocalPortal.Store;

/// <summary>
/// What this portal knows besides leads: custom fields, dictionaries, users, contacts, companies, currencies,
/// products. Kept with the data.
/// </summary>
internal sealed class Catalogue
{
    private Dictionary<string, FieldInfo>? fields;

    public List<UserField> UserFields { get; set; } = [];

    public List<StatusEntity> Dictionaries { get; set; } = [];

    public List<Status> Statuses { get; set; } = [];

    public List<User> Users { get; set; } = [];

    public List<Department> Departments { get; set; } = [];

    public List<CrmRecord> Contacts { get; set; } = [];

    public List<CrmRecord> Companies { get; set; } = [];

    public List<Currency> Currencies { get; set; } = [];

    public List<Product> Products { get; set; } = [];

    /// <summary>All fields of leads by name, the portal's own first.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, FieldInfo> Fields =>
        fields ??= SystemFields
            .All.Concat(
                UserFields.OrderBy(custom => custom.Sort).ThenBy(custom => custom.Id).Select(custom => custom.AsField())
            )
            .ToDictionary(known => known.Name, StringComparer.Ordinal);

    [JsonIgnore]
    public string BaseCurrency => Currencies.Find(currency => currency.IsBase)?.Code ?? "EUR";

    /// <summary>True after a change until the data file has it.</summary>
    [JsonIgnore]
    public bool IsChanged { get; private set; }

    [JsonIgnore]
    public IEnumerable<Status> Stages => Of("STATUS");

    public IEnumerable<Status> Of(string? entityId) =>
        Statuses
            .Where(status => status.EntityId == entityId)
            .OrderBy(status => status.Sort)
            .ThenBy(status => status.Id);

    public Status? Stage(string? id) => Statuses.Find(status => status.StatusId == id && status.EntityId == "STATUS");

    public User? User(long id) => Users.Find(user => user.Id == id);

    public void Changed()
    {
        fields = null;
        IsChanged = true;
    }

    public string Save()
    {
        IsChanged = false;
        return JsonSerializer.Serialize(this, StoreJson.Default.Catalogue);
    }

    public static Catalogue Open(string? json) =>
        json is null ? CatalogueSeeds.Make() : JsonSerializer.Deserialize(json, StoreJson.Default.Catalogue)!;
}
