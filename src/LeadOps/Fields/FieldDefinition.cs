using LeadOps.Fields.Rules;
using LeadOps.Fields.Types;

namespace LeadOps.Fields;

/// <summary>One field of leads on one portal.</summary>
public sealed record FieldDefinition
{
    private readonly IReadOnlyList<Choice> choices = [];
    private readonly Dictionary<string, Choice> byId = [];
    private IReadOnlyList<FieldRule>? rules;
    private ValueForm? form;
    private bool? isApart;

    public required string Name { get; init; }

    /// <summary>The portal's name of the type, for instance `crm_status`.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    /// <summary>The field's name in crm.item.*; null where that API does not have it.</summary>
    public string? ItemName { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>A manifest may set it. What it may not set can still be written by others.</summary>
    public bool IsSettable => !IsReadOnly && Rules.All(rule => rule.IsSettable(Name));

    public bool IsMultiple { get; init; }

    public bool IsCustom => IsCustomName(Name);

    public static bool IsCustomName(string? name) => name?.StartsWith("UF_", StringComparison.Ordinal) == true;

    /// <summary>Read and written by methods of its own, lead by lead; no list returns it.</summary>
    public bool IsApart => isApart ??= FieldRules.IsApart(Name);

    public bool IsMultifield => Type == "crm_multifield";

    /// <summary>How a manifest gives it.</summary>
    public ValueForm Form =>
        form ??= Rules.Select(rule => rule.Form).FirstOrDefault(special => special != ValueForm.Values);

    public bool CanClear => Rules.All(rule => rule.CanClear(this));

    /// <summary>What is special about the field.</summary>
    public IReadOnlyList<FieldRule> Rules => rules ??= FieldRules.Of(Name, Type);

    /// <summary>The portal refuses leads without a value here.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>Allowed values with their titles; empty when anything goes.</summary>
    public IReadOnlyList<Choice> Choices
    {
        get => choices;
        init
        {
            choices = value;
            byId = value
                .GroupBy(choice => choice.Id, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        }
    }

    public bool HasChoice(string id) => byId.ContainsKey(id);

    public Choice? FindChoice(string id) => byId.GetValueOrDefault(id);

    public required FieldType Kind { get; init; }

    /// <summary>Written as `[{VALUE, VALUE_TYPE}]`, `[texts]` or one value.</summary>
    public bool IsList => IsMultifield || IsMultiple;
}

/// <summary>
/// A value that a field may hold and the names people use for it. <paramref name="Semantics"/> of a stage: S won, F
/// lost, null in work.
/// </summary>
public sealed record Choice(
    string Id,
    string Title,
    IReadOnlyList<string>? OtherNames = null,
    bool IsActive = true,
    string? Semantics = null
)
{
    public bool IsCalled(string name) =>
        Title.Equals(name, StringComparison.OrdinalIgnoreCase)
        || OtherNames?.Contains(name, StringComparer.OrdinalIgnoreCase) == true;
}
