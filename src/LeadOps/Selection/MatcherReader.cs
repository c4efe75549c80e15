using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Manifests;
using LeadOps.Templates;

namespace LeadOps.Selection;

/// <summary>A selector becomes the matcher of one row: every kind of selector in one place.</summary>
internal sealed class MatcherReader(FieldCatalogue catalogue, CancellationToken cancellationToken)
{
    public Matcher Read(Selector selector, TemplateScope scope) =>
        selector switch
        {
            { Ids: { } ids } => ById(ids, scope),
            { Origin: { } origin } => Of([
                Named(OriginRule.Originator, origin.Originator, scope),
                Named(OriginRule.Origin, origin.Origin, scope),
            ]),
            { Filter: { } own } => new Matcher(AnyOf: null)
            {
                Also = OwnFilter.Check(own, catalogue, scope, cancellationToken),
            },
            { AnyOf: { } alternatives } => new Matcher([
                .. alternatives.Select(conditions =>
                    (IReadOnlyList<Predicate>)[.. conditions.Select(condition => Read(condition, scope))]
                ),
            ]),
            _ => new Matcher(AnyOf: null),
        };

    private static Matcher Of(IReadOnlyList<Predicate> predicates) => new([predicates]);

    private Matcher ById(ManifestValue ids, TemplateScope scope)
    {
        var id = catalogue.Find("ID")!;
        var named = Read(
            new Condition(
                "ID",
                ids.At,
                ConditionOperator.In,
                new ScalarValue(ids.At, ids.Resolve(scope, cancellationToken), null)
            ),
            scope
        );
        return named.Operands.FirstOrDefault(operand => id.Kind.Compare(operand, "1") < 0) is { } wrong
            ? throw new InvalidInputException(
                ids.At,
                $"`{wrong}` is not a lead id.",
                "Lead ids are whole numbers from 1."
            )
            : Of([named]);
    }

    private Predicate Named(string field, ManifestValue value, TemplateScope scope) =>
        Read(new Condition(field, value.At, ConditionOperator.Equal, value), scope);

    private Predicate Read(Condition condition, TemplateScope scope) =>
        PredicateReader.Read(condition, catalogue.Find(condition.Field)!, scope, cancellationToken);
}
