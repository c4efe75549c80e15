using System.Collections.Frozen;

namespace LeadOps.LocalPortal.Store;

/// <summary>The fields that every portal has.</summary>
internal static class SystemFields
{
    public static IReadOnlyList<FieldInfo> All => FieldList.Leads;

    /// <summary>Where the value of a field stands in a lead; derived fields and multifields have no place.</summary>
    public static FrozenDictionary<string, int> Slots { get; } =
        All.Where(field =>
                !field.IsMultifield
                && field.Name
                    is not ("ID" or "CONTACT_IDS" or "STATUS_SEMANTIC_ID" or "HAS_PHONE" or "HAS_EMAIL" or "HAS_IMOL")
            )
            .Select((field, index) => (field.Name, index))
            .ToFrozenDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);

    public static IReadOnlyList<string> SlotNames { get; } =
    [.. Slots.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
}
