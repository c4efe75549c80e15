using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MiniExcelLibs;

namespace LeadOps.EndToEnd.Tests;

/// <summary>
/// The schema, read by the real yaml-language-server, and `leadops validate` agree: on every manifest of the pages, and
/// on a table of mistakes.
/// </summary>
internal sealed partial class SchemaAgreementSpecs
{
    private const string Line = "# yaml-language-server: $schema=manifest.schema.json\n";

    /// <summary>The server says nothing of a document without a mistake, so each one gets this.</summary>
    private const string Mistake = "nonsense: 1\n";

    private const string Valid = """
        manifest: 1
        name: NAME
        rows: { r: r.csv }
        changes:
          - name: c
            forEach: r
            select: { where: { EMAIL: "{{ row.a }}" } }
            set: { COMMENTS: x }

        """;

    private const string Where = "where: { EMAIL: \"{{ row.a }}\" }";

    private static readonly (string From, string To)[] Mistakes =
    [
        ("manifest: 1", "manifest: 2"),
        ("manifest: 1\n", ""),
        ("name: NAME", "name: No Name"),
        ("changes:", "changess:"),
        ("    set:", "    sett:"),
        ("    set: { COMMENTS: x }\n", ""),
        ("COMMENTS: x", "COMMENT: x"),
        ("COMMENTS: x", "DATE_CREATE: x"),
        ("COMMENTS: x", "PHONE: { addd: [x] }"),
        ("COMMENTS: x", "TITLE: null"),
        ("    set:", "    unset: [NOPE]\n    set:"),
        ("    set:", "    override: maybe\n    set:"),
        ("    set:", "    params: { REGISTER: Y }\n    set:"),
        ("    set:", "    assert: [{ message: x }]\n    set:"),
        ("    set:", "    whenMissing: skip\n    set:"),
        ("    set:", "    whenMissing: create\n    set:"),
        ("    set:", "    key: x\n    set:"),
        ("    set:", "    setOnCreate: { TITLE: x }\n    set:"),
        (Where, "where: {}"),
        (Where, Where + ", id: 1"),
        (Where, "when: \"true\""),
        (Where, "all: false"),
        (Where, "where: { EMAIL: { gtt: 1 } }"),
        (Where, "origin: { ORIGIN_ID: x }"),
        (Where, "all: true, limit: 0"),
        (Where, "all: true, expect: { minn: 1 }"),
        (Where, "all: true, orderBy: { ID: up }"),
        (Where, "all: true, take: first"),
        (Where, "all: true, groupSize: 2"),
        (Where, "all: true, groupBy: []"),
        (Where, "all: true, groupBy: [PHONE], take: last"),
        (Where, "all: true, groupBy: [PHONE], groupSize: { min: x }"),
        ("r: r.csv", "r: 7"),
        ("r: r.csv", "r: { separator: \";\" }"),
        ("r: r.csv", "r: { file: r.csv, nope: 1 }"),
        ("r: r.csv", "r: { file: r.csv, skip: -1 }"),
        ("r: r.csv", "r: { file: r.csv, headerRow: 0 }"),
        ("r: r.csv", "r: { file: r.csv, separator: ab }"),
        ("r: r.csv", "r: { file: r.csv, decimal: \";\" }"),
        ("r: r.csv", "r: { file: r.csv, types: { a: money } }"),
    ];

    private static async Task<Workspace> WithSchemaAsync()
    {
        var here = Workspace.Empty();
        here.Write("manifest.schema.json", (await here.RunAsync("schema")).Output);
        return here;
    }

    private static LanguageServer Server(Workspace here) =>
        LanguageServer.Start(here.Folder)
        ?? throw new IgnoreException(
            "Set YAML_LANGUAGE_SERVER to the program of npm's yaml-language-server; .ci/run does."
        );

    [Test]
    public async Task The_schema_refuses_what_validate_refuses()
    {
        await using var here = await WithSchemaAsync();
        await using var server = Server(here);
        here.Write("m/r.csv", "a,b\n1,2\n");
        var accepted = new List<string>();
        foreach (var (index, (from, to)) in Mistakes.Index())
        {
            var text = Valid
                .Replace(from, to, StringComparison.Ordinal)
                .Replace("NAME", $"m{index}", StringComparison.Ordinal);
            here.Write($"m/m{index}.yml", text);
            var found = await server.OpenAsync($"m{index}.yml", Line + text + Mistake);
            if (found.All(IsTheMistake))
            {
                accepted.Add($"the schema accepts `{to}`");
            }
        }

        var validated = await here.RunAsync("validate", "m");
        accepted.AddRange(
            Mistakes
                .Index()
                .Where(item => !validated.Errors.Contains($"m/m{item.Index}.yml:", StringComparison.Ordinal))
                .Select(item => $"validate accepts `{item.Item.To}`")
        );

        Assert.That(accepted, Is.Empty);
    }

    [Test]
    public async Task Both_accept_every_manifest_of_the_pages()
    {
        await using var here = await WithSchemaAsync();
        await using var server = Server(here);
        var examples = DocsExamples.All().ToList();
        var refused = new List<string>();
        foreach (var (index, example) in examples.Index())
        {
            var folder = $"m{index}";
            here.Write($"{folder}/m.yml", Name().Replace(example.Text, $"name: m{index}", 1));
            example.Files.ToList().ForEach(file => here.Write($"{folder}/{file.Key}", file.Value));
            MiniExcel.SaveAs(Path.Combine(here.Folder, folder, "leads.xlsx"), new[] { new { ID = 1, TITLE = "x" } });
            var found = await server.OpenAsync($"{folder}.yml", Line + example.Text + Mistake);
            refused.AddRange(
                found.Where(item => !IsTheMistake(item)).Select(item => $"{example.Page}: {item!["message"]}")
            );
        }

        var validated = await here.RunAsync([
            "validate",
            .. Enumerable.Range(0, examples.Count).Select(index => $"m{index}/m.yml"),
        ]);

        Assert.That(examples, Has.Count.GreaterThan(25));
        Assert.That(refused, Is.Empty);
        Assert.That(validated.ExitCode, Is.Zero, validated.Errors);
    }

    private static bool IsTheMistake(JsonNode? item) =>
        ((string)item!["message"]!).Contains("nonsense", StringComparison.Ordinal);

    [GeneratedRegex("^name: .*$", RegexOptions.Multiline)]
    private static partial Regex Name();
}
