using LeadOps.Diagnostics;
using LeadOps.Manifests.Rows;
using LeadOps.Manifests.Yaml;
using LeadOps.Templates;

namespace LeadOps.Manifests;

/// <summary>One file's nodes become one manifest.</summary>
internal sealed class ManifestBuilder(
    string file,
    string source,
    DiagnosticBag problems,
    IReadOnlyDictionary<string, string> variables,
    HashSet<string> usedVariables,
    BadRows badRows = BadRows.Refused
)
{
    private static readonly string[] Keys =
    [
        "manifest",
        "name",
        "description",
        "once",
        "env",
        "vars",
        "rows",
        "changes",
        "fixtures",
        "tests",
    ];

    private readonly NodeReader nodes = new(source, problems);

    public Manifest? Build(YamlNode root)
    {
        var members = nodes.Members(root, "a manifest", Keys);
        if (root is not YamlMapping)
        {
            return null;
        }

        var before = problems.Items.Count;
        YamlNode? Get(string name) => members.TryGetValue(name, out var member) ? member.Value : null;
        IEnumerable<YamlNode> Each(string name, string what) =>
            Get(name) is { } listed ? nodes.Items(listed, what) : [];
        CheckVersion(Get("manifest"), root);
        var name = nodes.NameOf(root, members, "the manifest");
        var vars = Get("vars") is { } given ? Vars(given) : new Dictionary<string, object?>(StringComparer.Ordinal);
        var rows = Get("rows") is { } sets ? Rows(sets) : [];
        var scope = new DefinitionScope(vars.Keys, [.. Each("env", "variable names").Select(EnvironmentName)], rows);
        var changes = Each("changes", "changes")
            .Select(new ChangeReader(nodes, scope).Read)
            .OfType<ChangeDefinition>()
            .ToList();
        var fixtures = Each("fixtures", "fixtures")
            .Select(new FixtureReader(nodes, scope).Read)
            .OfType<FixtureDefinition>()
            .ToList();
        if (changes.Count == 0 && fixtures.Count == 0 && problems.Items.Count == before)
        {
            problems.Error(root.At, "The manifest has neither `changes` nor `fixtures`.", "Add one.");
        }

        CheckTwice(
            changes
                .Select(change => (change.Name, change.At))
                .Concat(fixtures.Select(fixture => (fixture.Name, fixture.At)))
        );
        var tests = Get("tests") is { } tested ? new TestReader(nodes).Read(tested) : [];
        CheckFixtures(tests, fixtures);
        return new Manifest
        {
            File = file,
            Name = name,
            Description = nodes.Description(members),
            Once = Get("once") is { } once && nodes.Flag(once, "once"),
            Env = scope.Env,
            Vars = vars,
            RowFiles = [.. rows.Values.Select(set => set.File).OfType<string>()],
            Changes = changes,
            Fixtures = fixtures,
            Tests = tests,
            Digested = new Lazy<string>(() =>
                ManifestDigest.Of(root, vars.Where(pair => variables.ContainsKey(pair.Key)), rows.Values)
            ),
        };
    }

    private string EnvironmentName(YamlNode node)
    {
        var name = nodes.Text(node, "a variable name") ?? "";
        if (name.Any(sign => !char.IsAsciiLetterOrDigit(sign) && sign != '_'))
        {
            problems.Error(
                node.At,
                $"`{name}` is not the name of an environment variable.",
                "Write for instance `CI_JOB`."
            );
        }

        return name;
    }

    private void CheckVersion(YamlNode? version, YamlNode root)
    {
        if (version is null)
        {
            problems.Error(root.At, "The key `manifest` is missing.", "Begin the file with `manifest: 1`.");
        }
        else if (version is not YamlScalar { Text: "1" })
        {
            problems.Error(
                version.At,
                $"{NodeReader.Describe(version)} is not a known manifest version.",
                "This LeadOps reads `manifest: 1`."
            );
        }
    }

    /// <summary>Those of other manifests, MANIFEST/FIXTURE, are known to `leadops test` only.</summary>
    private void CheckFixtures(IReadOnlyList<ManifestTest> tests, IReadOnlyList<FixtureDefinition> fixtures)
    {
        var known = fixtures.Select(fixture => fixture.Name).ToList();
        foreach (
            var wanted in tests
                .SelectMany(test => test.Fixtures ?? [])
                .Where(wanted => !wanted.Name.Contains('/', StringComparison.Ordinal) && !known.Contains(wanted.Name))
        )
        {
            problems.Error(
                wanted.At,
                $"There is no fixture `{wanted.Name}`.",
                Suggestions.Nearest(wanted.Name, known) is { } near
                    ? $"Did you mean `{near}`?"
                    : "Fixtures of other manifests are written MANIFEST/FIXTURE."
            );
        }
    }

    private void CheckTwice(IEnumerable<(string Name, SourceSpan At)> names)
    {
        foreach (
            var twice in names
                .Where(pair => pair.Name.Length > 0)
                .GroupBy(pair => pair.Name)
                .Where(group => group.Count() > 1)
        )
        {
            problems.Error(
                twice.Last().At,
                $"The name `{twice.Key}` is already used at line {twice.First().At.Line}.",
                "Give each change and fixture its own name."
            );
        }
    }

    private Dictionary<string, RowSet> Rows(YamlNode node)
    {
        if (node is YamlMapping sets)
        {
            return sets.Entries.ToDictionary(
                entry => entry.Key.Text,
                entry => new RowReader(file, nodes, badRows).Read(entry.Key.Text, entry.Value),
                StringComparer.Ordinal
            );
        }

        problems.Error(
            node.At,
            $"{NodeReader.Describe(node)} stands where `rows` is expected.",
            "Write `NAME: FILE.csv` lines."
        );
        return [];
    }

    private Dictionary<string, object?> Vars(YamlNode node)
    {
        var vars = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (node is not YamlMapping mapping)
        {
            problems.Error(
                node.At,
                $"{NodeReader.Describe(node)} stands where `vars` is expected.",
                "Write `NAME: value` lines."
            );
            return vars;
        }

        foreach (var (key, value) in mapping.Entries)
        {
            vars[key.Text] = variables.TryGetValue(key.Text, out var given) ? given : Typed(value);
            usedVariables.Add(key.Text);
        }

        return vars;
    }

    private object? Typed(YamlNode node)
    {
        var value = nodes.Value(node, typed: true);
        if (value.Templates.Any())
        {
            problems.Error(
                node.At,
                "`vars` take plain values, no templates.",
                "Write the expression where it is used."
            );
            return null;
        }

        return value.Resolve(new TemplateScope(new Dictionary<string, object?>()), CancellationToken.None);
    }
}
