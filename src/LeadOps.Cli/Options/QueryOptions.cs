using System.CommandLine;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Manifests;

namespace LeadOps.Cli.Options;

/// <summary>What `leadops leads` is asked: which leads, in which order, and what to show of them.</summary>
internal sealed class QueryOptions
{
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

    private readonly SelectionOptions selection = new();

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

    public Option<int?> Limit { get; } = CheckedOption.Whole("--limit", "at most this many leads", least: 1);

    public Option<bool> Count { get; } = new("--count") { Description = "print only the number of leads" };

    public IEnumerable<Option> All => [.. selection.All, Fields, Order, Limit, Count];

    /// <summary>The selector as a manifest; every problem names the option that it is in.</summary>
    public Manifest Query(ParseResult parsed, FieldCatalogue catalogue)
    {
        var more = new List<TypedPart>();
        var order = Split(parsed.GetValue(Order)).ToList();
        if (order.Count > 0)
        {
            more.Add(
                new($"--order {string.Join(',', order)}", $"orderBy: {{{string.Join(", ", order.Select(Direction))}}}")
            );
        }

        if (parsed.GetValue(Limit) is { } limit)
        {
            more.Add(new($"--limit {limit}", $"limit: {limit}"));
        }

        return selection.Query(parsed, catalogue, [.. more]);
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

    private static string Direction(string text) =>
        text.Split(':', 2) is [var field, var direction] ? $"{field}: {direction}" : $"{text}: asc";

    private static IEnumerable<string> Split(string[]? texts) =>
        (texts ?? []).SelectMany(text =>
            text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
}
