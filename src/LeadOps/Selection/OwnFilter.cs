using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Types;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Manifests.Checks;
using LeadOps.Templates;

namespace LeadOps.Selection;

/// <summary>
/// The portal's own filter, checked again here as far as its meaning is certain: a portal that ignores a condition
/// returns every lead. What may mean something else there than here is left to the portal.
/// </summary>
internal static class OwnFilter
{
    private static readonly Dictionary<string, ConditionOperator> Operators = new(StringComparer.Ordinal)
    {
        [""] = ConditionOperator.In,
        ["="] = ConditionOperator.In,
        ["@"] = ConditionOperator.In,
        ["!"] = ConditionOperator.NotIn,
        ["!="] = ConditionOperator.NotIn,
        ["!@"] = ConditionOperator.NotIn,
        [">"] = ConditionOperator.Gt,
        [">="] = ConditionOperator.Gte,
        ["<"] = ConditionOperator.Lt,
        ["<="] = ConditionOperator.Lte,
        ["%"] = ConditionOperator.Contains,
        ["=%"] = ConditionOperator.Like,
        ["%="] = ConditionOperator.Like,
    };

    public static bool HasGroups(MappingValue filter) => filter.Entries.Any(entry => entry.Value is MappingValue);

    /// <summary>The fields that it looks at, groups included.</summary>
    public static IEnumerable<string> FieldsOf(MappingValue? filter) =>
        filter?.Entries.SelectMany(entry =>
            entry.Value is MappingValue group ? FieldsOf(group)
            : entry.Key != "logic" && FilterKey.FieldOf(entry.Key) is { } name ? [name]
            : []
        )
        ?? [];

    /// <summary>
    /// What is sent. The portal knows flags by its own spelling and records by their ids, and finds nobody for
    /// anything else.
    /// </summary>
    public static JsonObject ToPortal(
        MappingValue filter,
        FieldCatalogue catalogue,
        TemplateScope scope,
        CancellationToken cancellationToken
    ) =>
        new(
            filter.Entries.Select(entry =>
                KeyValuePair.Create(
                    entry.Key,
                    entry.Value is MappingValue group
                        ? ToPortal(group, catalogue, scope, cancellationToken)
                        : Node(Spelt(entry.Key, entry.Value, catalogue, scope, cancellationToken))
                )
            )
        );

    private static object? Spelt(
        string key,
        ManifestValue value,
        FieldCatalogue catalogue,
        TemplateScope scope,
        CancellationToken cancellationToken
    )
    {
        var resolved = value.Resolve(scope, cancellationToken);
        if (FilterKey.FieldOf(key) is not { } name || catalogue.Find(name) is not { } field)
        {
            return resolved;
        }

        if (DayProblem(key, field, resolved) is var (message, remedy))
        {
            throw new InvalidInputException(value.At, message, remedy);
        }

        if (field.Kind is not (FlagType or LinkType))
        {
            return resolved;
        }

        object? Own(object? item) =>
            item is null or "" ? item
            : field.Kind.Convert(item, field) is var (text, problem) && text is not null ? text
            : throw new InvalidInputException(
                value.At,
                field.Kind is FlagType ? $"`{item}` is neither yes nor no." : $"`{item}` {problem}.",
                field.Kind is FlagType ? $"`{name}` is filtered by `Y` or `N`." : $"The condition is on `{name}`."
            );
        return resolved is IReadOnlyList<object?> list ? list.Select(Own).ToList() : Own(resolved);
    }

    private static (string, string)? DayProblem(string key, FieldDefinition field, object? resolved) =>
        (resolved as IReadOnlyList<object?> ?? [resolved])
            .OfType<string>()
            .Select(text => FilterCheck.DayProblem(key, field, text))
            .FirstOrDefault(problem => problem is not null);

    private static JsonNode? Node(object? value) =>
        value switch
        {
            null => null,
            IReadOnlyList<object?> list => new JsonArray([.. list.Select(Node)]),
            IReadOnlyDictionary<string, object?> members => new JsonObject(
                members.Select(member => KeyValuePair.Create(member.Key, Node(member.Value)))
            ),
            _ => JsonNode.Parse(PlainJson.Text(WrittenNumber.AsText(value))),
        };

    public static Func<LeadSnapshot, bool> Check(
        MappingValue filter,
        FieldCatalogue catalogue,
        TemplateScope scope,
        CancellationToken cancellationToken
    )
    {
        var isOr = filter.Entries.Any(entry =>
            entry.Key == "logic"
            && (entry.Value as ScalarValue)?.Literal is string logic
            && logic.Equals("OR", StringComparison.OrdinalIgnoreCase)
        );
        var parts = filter
            .Entries.Where(entry => entry.Key != "logic")
            .Select(entry =>
                entry.Value is MappingValue group
                    ? Check(group, catalogue, scope, cancellationToken)
                    : Condition(entry.Key, entry.Value, catalogue, scope, cancellationToken)
            )
            .ToList();
        return isOr ? lead => parts.Exists(part => part(lead)) : lead => parts.TrueForAll(part => part(lead));
    }

    private static Func<LeadSnapshot, bool> Condition(
        string key,
        ManifestValue value,
        FieldCatalogue catalogue,
        TemplateScope scope,
        CancellationToken cancellationToken
    )
    {
        var field = catalogue.Find(FilterKey.FieldOf(key)!)!;
        var resolved = value.Resolve(scope, cancellationToken);
        var operands = (resolved as IReadOnlyList<object?> ?? [resolved])
            .Select(item => System.Convert.ToString(item, CultureInfo.InvariantCulture) ?? "")
            .ToList();
        if (operands.Exists(string.IsNullOrWhiteSpace) && value.Templates.Any())
        {
            throw new InvalidInputException(
                value.At,
                $"The condition `{key}` compares with an empty value.",
                "It would match by accident; for leads without a value write `\"\"` itself."
            );
        }

        return
            Operators.TryGetValue(key[..^field.Name.Length], out var op) && Typed(field, op, operands) is { } predicate
            ? lead => predicate.Matches(lead[field.Name])
            : _ => true;
    }

    /// <summary>
    /// Null where the portal decides alone: empty operands, spellings that only it reads, orders and patterns of its
    /// own.
    /// </summary>
    private static Predicate? Typed(FieldDefinition field, ConditionOperator op, List<string> operands)
    {
        if (operands.Count == 0 || operands.Exists(operand => operand.Length == 0 || field.Kind.MeansNothing(operand)))
        {
            return null;
        }

        if (op is ConditionOperator.Contains or ConditionOperator.Like)
        {
            return field.Type is "string" or "url" ? new Predicate(field, op, operands) : null;
        }

        if (op is not (ConditionOperator.In or ConditionOperator.NotIn) && !field.Kind.IsOrdered)
        {
            return null;
        }

        var converted = field.IsMultifield
            ? operands
            : [.. operands.Select(operand => field.Kind.Convert(operand, field).Text).OfType<string>()];
        return converted.Count == operands.Count ? new Predicate(field, op, converted) : null;
    }
}
