using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Manifests;

namespace LeadOps.Selection;

/// <summary>
/// Rows and leads that meet in one field: the equality with the most different values. What all rows ask for alike
/// filters the candidates.
/// </summary>
internal sealed class RowJoin
{
    private readonly Dictionary<string, List<int>> rowsByKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> values = new(StringComparer.Ordinal);

    private RowJoin(FieldDefinition field, JsonObject common, IEnumerable<IReadOnlyList<string>> operandsByRow)
    {
        Field = field;
        Common = common;
        foreach (var (row, operands) in operandsByRow.Index())
        {
            foreach (var operand in operands)
            {
                values.Add(operand);
                var key = KeyOf(operand);
                rowsByKey.TryAdd(key, []);
                rowsByKey[key].Add(row);
            }
        }
    }

    public FieldDefinition Field { get; }

    /// <summary>The filter that every row asks for alike.</summary>
    public JsonObject Common { get; }

    public IReadOnlyCollection<string> Values => values;

    /// <summary>Null when the selector compares nothing for equality, or has alternatives.</summary>
    public static RowJoin? Of(Selector selector, List<Matcher> matchers)
    {
        if (matchers is not [{ AnyOf: [var first] }, ..] || selector.Filter is not null)
        {
            return null;
        }

        var columns = Enumerable
            .Range(0, first.Count)
            .Select(column => matchers.Select(matcher => matcher.AnyOf![0][column]).ToList())
            .ToList();
        var best = columns
            .Where(column =>
                column[0].Operator is ConditionOperator.Equal or ConditionOperator.In
                && !column[0].Field.IsApart
                && column[0].Field.Name is not ("WEB" or "IM" or MultifieldRule.Link)
            )
            .Where(column =>
                !column.Exists(predicate =>
                    predicate.Operands.Any(operand =>
                        predicate.Field.Kind.MeansNothing(operand) || predicate.Field.Kind.SpanOf(operand) is not null
                    )
                )
            )
            .OrderByDescending(column =>
                column.SelectMany(predicate => predicate.Operands).Distinct(StringComparer.Ordinal).Count()
            )
            .ThenBy(column => Cost(column[0].Field))
            .FirstOrDefault();
        if (best is null)
        {
            return null;
        }

        var common = columns
            .Where(column =>
                column != best && column.TrueForAll(predicate => predicate.Operands.SequenceEqual(column[0].Operands))
            )
            .Select(column => column[0]);
        return new RowJoin(best[0].Field, PortalFilter.Of(common), best.Select(predicate => predicate.Operands));
    }

    /// <summary>The rows that a lead meets; the other conditions are for their matchers.</summary>
    public IEnumerable<int> RowsOf(LeadSnapshot lead) =>
        KeysOf(lead).SelectMany(key => rowsByKey.GetValueOrDefault(key, [])).Distinct().Order();

    private static int Cost(FieldDefinition field) =>
        field.Name switch
        {
            "ID" => 0,
            OriginRule.Origin => 1,
            _ when PortalFilter.IsExact(field) => 2,
            "EMAIL" or "PHONE" => 3,
            _ => 4,
        };

    private string KeyOf(string text) =>
        Field.IsMultifield ? MultifieldEditor.Key(Field.Name, text) : Field.Kind.Key(text);

    private IEnumerable<string> KeysOf(LeadSnapshot lead) =>
        Field.Name == "ID"
            ? [KeyOf(lead.Id.ToString())]
            : lead[Field.Name] switch
            {
                TextValue text => [KeyOf(text.Text)],
                MultifieldValue items => items.Items.Select(item => KeyOf(item.Value)).Distinct(),
                ListValue list => list.Items.Select(KeyOf),
                _ => [],
            };
}
