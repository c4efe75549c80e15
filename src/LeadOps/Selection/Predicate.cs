using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Manifests;

namespace LeadOps.Selection;

/// <summary>One comparison with its operand evaluated and converted by the field's type.</summary>
internal sealed record Predicate(FieldDefinition Field, ConditionOperator Operator, IReadOnlyList<string> Operands)
{
    private static readonly Dictionary<ConditionOperator, Func<int?, bool>> Orders = new()
    {
        [ConditionOperator.Gt] = order => order > 0,
        [ConditionOperator.Gte] = order => order >= 0,
        [ConditionOperator.Lt] = order => order < 0,
        [ConditionOperator.Lte] = order => order <= 0,
    };

    public bool Matches(FieldValue value) =>
        Operator switch
        {
            ConditionOperator.Empty => FieldValues.MeansNothing(Field, value) == (Operands[0] == "true"),
            ConditionOperator.Equal or ConditionOperator.In => MeetsAny(value),
            ConditionOperator.Not or ConditionOperator.NotIn => !MeetsAny(value),
            _ when Orders.TryGetValue(Operator, out var holds) => Texts(value)
                .Any(text => holds(Field.Kind.Against(text, Operands[0]))),
            _ => Texts(value).Any(text => TextPattern.Matches(Operator, text, Operands[0])),
        };

    private bool MeetsAny(FieldValue value) => Texts(value).Any(text => Operands.Any(operand => Meets(text, operand)));

    private bool Meets(string text, string operand) =>
        Field.IsMultifield
            ? MultifieldEditor.Key(Field.Name, text) == MultifieldEditor.Key(Field.Name, operand)
            : Field.Kind.Meets(text, operand) || text.Equals(operand, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// An amount that is not set counts as zero and a custom flag as off; anything else that is not set has no text.
    /// </summary>
    private IEnumerable<string> Texts(FieldValue value) =>
        value switch
        {
            TextValue text => [text.Text],
            ListValue list => list.Items,
            MultifieldValue items => items.Items.Select(item => item.Value),
            _ => Field.Kind.Zero is { } zero ? [zero] : [],
        };
}
