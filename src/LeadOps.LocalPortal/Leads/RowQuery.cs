using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>The same filter prefixes, order and select for lists of other things: users, history, statuses.</summary>
internal sealed class RowQuery(Conditions conditions)
{
    /// <summary>Conditions on members that the rows do not have vanish.</summary>
    public IEnumerable<JsonObject> Filter(
        IEnumerable<JsonObject> rows,
        JsonObject filter,
        IReadOnlyDictionary<string, string> types
    )
    {
        foreach (var (key, value) in filter)
        {
            var (prefix, name) = Conditions.Split(key);
            if (types.TryGetValue(name, out var type))
            {
                var test = conditions.Test(
                    new FieldInfo(name, type, false, false, name),
                    prefix,
                    Parameters.Texts(value)
                );
                rows = rows.Where(row =>
                    test(
                        conditions.Comparable(new FieldInfo(name, type, false, false, name), Parameters.Text(row[name]))
                    )
                );
            }
        }

        return rows;
    }

    public static IEnumerable<JsonObject> Sort(
        IEnumerable<JsonObject> rows,
        JsonObject order,
        IReadOnlyDictionary<string, string> types
    )
    {
        IOrderedEnumerable<JsonObject>? sorted = null;
        foreach (var (name, direction) in order.Where(pair => types.ContainsKey(pair.Key)))
        {
            var isNumber = types[name] == "integer";
            var sign = Parameters.Text(direction).Equals("DESC", StringComparison.OrdinalIgnoreCase) ? -1 : 1;
            var comparer = Comparer<string>.Create(
                (a, b) =>
                    sign
                    * (
                        isNumber
                            ? (Values.Number(a) ?? 0).CompareTo(Values.Number(b) ?? 0)
                            : string.Compare(a, b, StringComparison.OrdinalIgnoreCase)
                    )
            );
            sorted = sorted is null
                ? rows.OrderBy(row => Parameters.Text(row[name]), comparer)
                : sorted.ThenBy(row => Parameters.Text(row[name]), comparer);
        }

        return sorted ?? rows;
    }

    public static JsonObject Select(JsonObject row, List<string> select) =>
        select.Count == 0 || select.Contains("*")
            ? row
            : Nodes.Copy(row.Where(pair => pair.Key == "ID" || select.Contains(pair.Key)));
}
