using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Manifests;
using LeadOps.Manifests.Checks;

namespace LeadOps.Cli.Options;

/// <summary>What `leadops leads` is asked: conditions as in manifests, in YAML or as FIELD=VALUE.</summary>
internal sealed partial class QueryOptions
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["!="] = "not",
        [">="] = "gte",
        ["<="] = "lte",
        [">"] = "gt",
        ["<"] = "lt",
        ["~"] = "contains",
    };

    private static readonly string[] Usual =
    [
        "ID",
        "TITLE",
        StageRule.Stage,
        SourceRule.Source,
        OwnerRule.Owner,
        AmountRule.Amount,
        "DATE_CREATE",
    ];

    public Option<string[]> Where { get; } =
        new("--where")
        {
            Description =
                "condition as in a manifest, repeatable: STATUS_ID=NEW, 'OPPORTUNITY>=100', 'SOURCE_ID: [WEB, EMAIL]'",
            HelpName = "CONDITION",
        };

    public Option<string?> When { get; } =
        new("--when") { Description = "a Scriban expression, evaluated here for each lead", HelpName = "EXPRESSION" };

    public Option<string[]> Fields { get; } =
        new("--fields")
        {
            Description = "fields to show, separated by commas; `*` shows all",
            HelpName = "FIELD,FIELD",
        };

    public Option<string[]> Order { get; } =
        new("--order")
        {
            Description = "fields to sort by, such as OPPORTUNITY:desc,TITLE; default: by ID",
            HelpName = "FIELD[:desc]",
        };

    public Option<int?> Limit { get; } = new("--limit") { Description = "at most this many leads", HelpName = "N" };

    public Option<bool> Count { get; } = new("--count") { Description = "print only the number of leads" };

    public IEnumerable<Option> All => [Where, When, Fields, Order, Limit, Count];

    /// <summary>The selector as a manifest; every problem names the option that it is in.</summary>
    public Manifest Query(ParseResult parsed, FieldCatalogue catalogue)
    {
        var options = new List<(string Option, string Line)>();
        var where = parsed.GetValue(Where) ?? [];
        options.Add(("", where.Length == 0 ? "{all: true" : "{where: {"));
        foreach (var text in where)
        {
            AddCondition(options, $"--where {text}", Condition(text));
        }

        options.Add(("", where.Length == 0 ? "" : "}"));
        if (parsed.GetValue(When) is { } when)
        {
            options.Add(($"--when {when}", $", when: {Quoted(when)}"));
        }

        var order = Split(parsed.GetValue(Order)).ToList();
        if (order.Count > 0)
        {
            options.Add(
                ($"--order {string.Join(',', order)}", $", orderBy: {{{string.Join(", ", order.Select(Direction))}}}")
            );
        }

        if (parsed.GetValue(Limit) is { } limit)
        {
            options.Add(($"--limit {limit}", $", limit: {limit}"));
        }

        options.Add(("", "}"));
        var problems = new DiagnosticBag();
        var manifest = QueryReader.Read([.. options.Select(pair => pair.Line)], problems);
        if (manifest is not null && !problems.HasErrors)
        {
            new ManifestChecker(catalogue, problems).Check(manifest);
        }

        Explain(problems, [.. options.Select(pair => pair.Option)], [.. options.Select(pair => pair.Line)]);
        return manifest!;
    }

    public IReadOnlyList<string> Shown(ParseResult parsed, FieldCatalogue catalogue)
    {
        var names = Split(parsed.GetValue(Fields)).ToList();
        if (names.Count == 0)
        {
            return Usual;
        }

        if (names.Contains("*"))
        {
            return [.. catalogue.All.Where(field => !field.IsApart).Select(field => field.Name)];
        }

        var problems = new DiagnosticBag();
        foreach (var name in names.Where(name => catalogue.Find(name) is null))
        {
            problems.Error(
                null,
                $"`--fields`: leads have no field `{name}`.",
                catalogue.Suggest(name) is { } near ? $"Did you mean `{near}`?" : "`leadops fields` lists them."
            );
        }

        problems.ThrowIfErrors();
        return names;
    }

    private static void Explain(DiagnosticBag problems, IReadOnlyList<string> options, IReadOnlyList<string> lines)
    {
        var explained = new DiagnosticBag();
        foreach (var problem in problems.Items)
        {
            var option =
                QueryReader.LineOf(problem, lines) is { } line && options[line].Length > 0 ? options[line] : null;
            explained.Add(
                option is null ? problem : problem with { At = null, Message = $"`{option}`: {problem.Message}" }
            );
        }

        explained.ThrowIfErrors();
    }

    /// <summary>`OPPORTUNITY>=1` and `OPPORTUNITY&lt;5` are two operators of one field.</summary>
    private static void AddCondition(List<(string Option, string Line)> options, string option, string condition)
    {
        var start = condition.Split('{')[0] + "{";
        var known = options.FindIndex(other =>
            start.Length <= condition.Length && other.Line.StartsWith(start, StringComparison.Ordinal)
        );
        if (known < 0 || !condition.EndsWith('}'))
        {
            options.Add((option, condition + ","));
            return;
        }

        var (first, line) = options[known];
        options[known] = ($"{first} {option}", $"{line[..line.LastIndexOf('}')]}, {condition[start.Length..]},");
    }

    private static string Condition(string text)
    {
        if (text.AsSpan().IndexOfAny('\n', '\r') >= 0)
        {
            throw new LeadOpsException(Failure.Invalid, $"`--where {text}` has several lines. Write it on one.");
        }

        if (Compared().Match(text) is { Success: true } match)
        {
            var (field, sign, value) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value.Trim());
            return sign is "=" or "!=" && value.Length == 0 ? $"{field}: {{empty: {(sign == "=" ? "true" : "false")}}}"
                : sign == "=" ? $"{field}: {Written(value)}"
                : sign == "!=" && value.StartsWith('[') ? $"{field}: {{notIn: {value}}}"
                : $"{field}: {{{Operators[sign]}: {Quoted(value)}}}";
        }

        var trimmed = text.Trim();
        return trimmed is ['{', .., '}'] ? trimmed[1..^1] : trimmed;
    }

    /// <summary>A list or operators are YAML; anything else is the value as it stands.</summary>
    private static string Written(string value) => value[0] is '[' or '{' ? value : Quoted(value);

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Plain);

    private static string Direction(string text) =>
        text.Split(':', 2) is [var field, var direction] ? $"{field}: {direction}" : $"{text}: asc";

    private static IEnumerable<string> Split(string[]? texts) =>
        (texts ?? []).SelectMany(text =>
            text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );

    [GeneratedRegex(@"^\s*([A-Z][A-Z0-9_]*)\s*(!=|>=|<=|=|>|<|~)(.*)$", RegexOptions.Singleline)]
    private static partial Regex Compared();
}
