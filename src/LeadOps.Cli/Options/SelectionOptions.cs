using System.CommandLine;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Manifests.Checks;

namespace LeadOps.Cli.Options;

/// <summary>A part of a selector as YAML, and the option that it was typed as.</summary>
internal sealed record TypedPart(string Option, string Line);

/// <summary>Which leads `leads` and `export` mean: conditions as in manifests, in YAML or as FIELD=VALUE.</summary>
internal sealed class SelectionOptions
{
    public Option<string[]> Where { get; } =
        new("--where")
        {
            Description =
                "condition as in a manifest, repeatable: STATUS_ID=NEW, 'OPPORTUNITY>=100', 'SOURCE_ID: [WEB, EMAIL]'",
            HelpName = "CONDITION",
        };

    public Option<string?> When { get; } =
        new("--when") { Description = "a Scriban expression, evaluated here for each lead", HelpName = "EXPRESSION" };

    public IEnumerable<Option> All => [Where, When];

    /// <summary>The selector as a manifest; every problem names the option that it is in.</summary>
    public Manifest Query(ParseResult parsed, FieldCatalogue catalogue, params IReadOnlyList<TypedPart> more)
    {
        var where = parsed.GetValue(Where) ?? [];
        var parts = new List<TypedPart> { new("", where.Length == 0 ? "{all: true" : "{where: {") };
        foreach (var text in where)
        {
            AddCondition(parts, $"--where {text}", ConditionText.Yaml(text));
        }

        parts.Add(new("", where.Length == 0 ? "" : "}"));
        if (parsed.GetValue(When) is { } when)
        {
            parts.Add(new($"--when {when}", $", when: {ConditionText.Quoted(when)}"));
        }

        parts.AddRange(more.Select(part => part with { Line = $", {part.Line}" }));
        parts.Add(new("", "}"));
        var problems = new DiagnosticBag();
        var manifest = QueryReader.Read([.. parts.Select(part => part.Line)], problems);
        if (manifest is not null && !problems.HasErrors)
        {
            new ManifestChecker(catalogue, problems).Check(manifest);
        }

        Explain(problems, parts);
        return manifest!;
    }

    private static void Explain(DiagnosticBag problems, IReadOnlyList<TypedPart> parts)
    {
        var explained = new DiagnosticBag();
        foreach (var problem in problems.Items)
        {
            var option = QueryReader.LineOf(problem, [.. parts.Select(part => part.Line)]) is { } line
                ? parts[line].Option
                : "";
            explained.Add(
                option.Length == 0 ? problem : problem with { At = null, Message = $"`{option}`: {problem.Message}" }
            );
        }

        explained.ThrowIfErrors();
    }

    /// <summary>`OPPORTUNITY>=1` and `OPPORTUNITY&lt;5` are two operators of one field.</summary>
    private static void AddCondition(List<TypedPart> parts, string option, string condition)
    {
        var start = condition.Split('{')[0] + "{";
        var known = parts.FindIndex(other =>
            start.Length <= condition.Length && other.Line.StartsWith(start, StringComparison.Ordinal)
        );
        if (known < 0 || !condition.EndsWith('}'))
        {
            parts.Add(new(option, condition + ","));
            return;
        }

        var (first, line) = parts[known];
        parts[known] = new($"{first} {option}", $"{line[..line.LastIndexOf('}')]}, {condition[start.Length..]},");
    }
}
