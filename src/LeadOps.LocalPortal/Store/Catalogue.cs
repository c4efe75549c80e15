using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadOps.LocalPortal.Store;

internal sealed record Status(
    int Id,
    string EntityId,
    string StatusId,
    string Name,
    int Sort,
    bool IsSystem,
    string? Semantics,
    string? Color,
    string NameInit
);

internal sealed record StatusEntity(string EntityId, string Name);

internal sealed record User(
    int Id,
    string Name,
    string LastName,
    string Email,
    bool IsActive,
    string Position,
    int Department,
    bool IsExtranet = false
);

internal sealed record Department(int Id, string Name, int Sort, int? Parent, int? Head);

internal sealed record Contact(
    long Id,
    string Name,
    string LastName,
    IReadOnlyList<string> Phones,
    IReadOnlyList<string> Emails
);

internal sealed record Company(long Id, string Title, IReadOnlyList<string> Phones, IReadOnlyList<string> Emails);

internal sealed record Currency(
    string Code,
    string Name,
    string Rate,
    bool IsBase,
    string Format,
    string? Thousands,
    int Sort
);

internal sealed record Product(
    long Id,
    string Name,
    decimal Price,
    string CurrencyId,
    int Type,
    int MeasureCode,
    string MeasureName
);

/// <summary>What this portal knows besides leads: custom fields, dictionaries, users, contacts, companies, currencies, products. Kept with the data.</summary>
internal sealed class Catalogue
{
    private Dictionary<string, FieldInfo>? fields;

    public List<UserField> UserFields { get; init; } = [];

    public List<StatusEntity> Dictionaries { get; init; } = [];

    public List<Status> Statuses { get; init; } = [];

    public List<User> Users { get; init; } = [];

    public List<Department> Departments { get; init; } = [];

    public List<Contact> Contacts { get; init; } = [];

    public List<Company> Companies { get; init; } = [];

    public List<Currency> Currencies { get; init; } = [];

    public List<Product> Products { get; init; } = [];

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
        return JsonSerializer.Serialize(this);
    }

    public static Catalogue Open(string? json) =>
        json is null ? CatalogueSeeds.Make() : JsonSerializer.Deserialize<Catalogue>(json)!;
}
