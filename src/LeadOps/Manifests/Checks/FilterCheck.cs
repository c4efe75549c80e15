using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Fields.Types;

namespace LeadOps.Manifests.Checks;

/// <summary>The portal's own filter object; groups with `logic` exist in one API only.</summary>
internal sealed class FilterCheck(FieldCatalogue catalogue, DiagnosticBag problems, bool hasOr)
{
    private readonly KnownFields fields = new(catalogue, problems);

    public void Check(MappingValue? filter)
    {
        foreach (var (key, at, value) in filter?.Entries ?? [])
        {
            if (key == "logic" || value is MappingValue)
            {
                CheckGroup(key, at, value);
            }
            else if (FilterKey.FieldOf(key) is { } name)
            {
                CheckField(name, at, value);
                CheckDays(key, name, value);
            }
            else
            {
                problems.Error(
                    at,
                    $"`{key}` does not begin with an operator of the portal's filter.",
                    "There are: = != > >= < <= @ !@ % =% !% !=%."
                );
            }
        }
    }

    private void CheckField(string name, SourceSpan at, ManifestValue value)
    {
        var field = fields.Known(name, at);
        if (field is { IsApart: true })
        {
            problems.Error(
                at,
                $"The portal cannot filter by `{name}`; it would ignore the condition and find every lead.",
                name == ContactRule.All ? "Use `CONTACT_ID`." : "Use `when`."
            );
        }
        else if (
            field is { Kind: FlagType }
            && KnownFields
                .Literals(value)
                .FirstOrDefault(literal =>
                    literal.Literal is not (null or "") && field.Kind.Convert(literal.Literal, field).Text is null
                )
                is { } wrong
        )
        {
            problems.Error(
                wrong.At,
                $"`{wrong.Literal}` is neither yes nor no.",
                $"`{name}` is filtered by `Y` or `N`."
            );
        }
    }

    private void CheckDays(string key, string name, ManifestValue value)
    {
        foreach (var literal in KnownFields.Literals(value))
        {
            if (
                catalogue.Find(name) is { } field
                && literal.Literal?.ToString() is { } text
                && DayProblem(key, field, text) is var (message, remedy)
            )
            {
                problems.Error(literal.At, message, remedy);
            }
        }
    }

    /// <summary>A day under an operator to which it would be one second.</summary>
    public static (string Message, string Remedy)? DayProblem(string key, FieldDefinition field, string text) =>
        key[..^field.Name.Length] is ">" or ">=" or "<" or "<=" || field.Kind.SpanOf(text) is null
            ? null
            : (
                $"To the portal `{text}` is one second, midnight, so `{key}` would not mean the day.",
                $"Write `where: {{ {field.Name}: … }}`, which means the whole day, or `>={field.Name}` and "
                    + $"`<{field.Name}`."
            );

    private void CheckGroup(string key, SourceSpan at, ManifestValue value)
    {
        if (!hasOr)
        {
            problems.Error(
                at,
                $"`{key}`: crm.lead.list has no groups and no OR.",
                "Use `any`, or `api: crm.item` in leadops.yml."
            );
        }
        else if (value is MappingValue group)
        {
            Check(group);
        }
    }
}
