using System.Globalization;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Leads;

/// <summary>Sorts leads; they come in the order of their ids, so that one costs nothing.</summary>
internal sealed class LeadOrder(LeadFormat format)
{
    public IEnumerable<Lead> Sort(IEnumerable<Lead> leads, IReadOnlyList<(FieldInfo Field, bool IsDescending)> keys)
    {
        if (keys.Count == 0 || (keys[0].Field.Name == "ID" && !keys[0].IsDescending))
        {
            return leads;
        }

        if (keys[0].Field.Name == "ID")
        {
            return leads.Reverse();
        }

        IOrderedEnumerable<Lead>? sorted = null;
        foreach (var (field, isDescending) in keys)
        {
            sorted = field.IsNumber
                ? Then(leads, sorted, isDescending, lead => Number(lead, field))
                : Then(leads, sorted, isDescending, lead => format.Raw(lead, field.Name) ?? "");
        }

        return sorted!;
    }

    private decimal Number(Lead lead, FieldInfo field) =>
        decimal.TryParse(format.Raw(lead, field.Name), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static IOrderedEnumerable<Lead> Then<T>(
        IEnumerable<Lead> leads,
        IOrderedEnumerable<Lead>? sorted,
        bool isDescending,
        Func<Lead, T> key
    )
    {
        var comparer =
            typeof(T) == typeof(string) ? (IComparer<T>)(object)StringComparer.OrdinalIgnoreCase : Comparer<T>.Default;
        return sorted is null
            ? isDescending
                ? leads.OrderByDescending(key, comparer)
                : leads.OrderBy(key, comparer)
            : isDescending
                ? sorted.ThenByDescending(key, comparer)
                : sorted.ThenBy(key, comparer);
    }
}
