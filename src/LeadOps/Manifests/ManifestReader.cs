using System.Security.Cryptography;
using System.Text;
using LeadOps.Diagnostics;
using LeadOps.Manifests.Yaml;
using LeadOps.Scriban;

namespace LeadOps.Manifests;

/// <summary>Reads manifests from files and folders and reports every problem of all of them in one pass.</summary>
public sealed class ManifestReader(IReadOnlyDictionary<string, string> variables)
{
    private readonly HashSet<string> usedVariables = new(StringComparer.Ordinal);

    public IReadOnlyList<Manifest> Read(IReadOnlyList<string> paths, DiagnosticBag problems)
    {
        var manifests = new List<Manifest>();
        var candidates = Files(paths, problems).ToList();
        foreach (var (file, isExplicit) in candidates)
        {
            if (ReadFile(file, isExplicit, candidates, problems) is { } manifest)
            {
                manifests.Add(manifest);
            }
        }

        foreach (var twice in manifests.GroupBy(manifest => manifest.Name).Where(group => group.Count() > 1))
        {
            problems.Error(new SourceSpan(twice.Last().File, 1, 1), $"The manifest name `{twice.Key}` is already used by `{twice.First().File}`.", "Give each manifest its own name.");
        }

        foreach (var name in variables.Keys.Where(name => !usedVariables.Contains(name) && !problems.HasErrors))
        {
            var near = Suggestions.Nearest(name, manifests.SelectMany(manifest => manifest.Vars.Keys));
            problems.Error(null, $"`--var {name}=…`: no manifest has a variable `{name}`.", near is null ? "Add it under `vars`, or leave the option out." : $"Did you mean `{near}`?");
        }

        return manifests;
    }

    private static IEnumerable<(string File, bool IsExplicit)> Files(IReadOnlyList<string> paths, DiagnosticBag problems)
    {
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                yield return (path, true);
            }
            else if (Directory.Exists(path))
            {
                foreach (var file in Below(path))
                {
                    yield return (file, false);
                }
            }
            else
            {
                problems.Error(null, $"There is no file or folder `{path}`.", "Give the path of a manifest; without one the folder `manifests/` is meant.");
            }
        }
    }

    private static IEnumerable<string> Below(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".yml" or ".yaml")
        .Where(file => !Path.GetFileName(file).StartsWith("leadops", StringComparison.OrdinalIgnoreCase))
        .Where(file => !Path.GetRelativePath(folder, file).Split('/', '\\').Contains(".leadops"))
        .Order(StringComparer.Ordinal);

    private Manifest? ReadFile(string file, bool isExplicit, IEnumerable<(string File, bool)> candidates, DiagnosticBag problems)
    {
        string source;
        try
        {
            source = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(file)).TrimStart('\uFEFF');
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Error(new SourceSpan(file, 1, 1), $"The file cannot be read: {(problem is ArgumentException ? "it is not UTF-8" : problem.Message)}.", "Save it as UTF-8 text.");
            return null;
        }

        var root = YamlTree.Read(file, source, problems);
        return root is null || (!isExplicit && IsRowsFile(root)) ? null : new ManifestBuilder(file, source, problems, variables, usedVariables).Build(root);
    }

    /// <summary>A list in a folder of manifests is data that some manifest names under `rows`.</summary>
    private static bool IsRowsFile(YamlNode root) => root is YamlSequence;
}

/// <summary>One file's nodes become one manifest.</summary>
internal sealed class ManifestBuilder(
    string file, string source, DiagnosticBag problems, IReadOnlyDictionary<string, string> variables, HashSet<string> usedVariables)
{
    private static readonly string[] Keys = ["manifest", "name", "description", "once", "env", "vars", "rows", "changes", "fixtures", "tests"];
    private static readonly string[] ChangeKeys = ["name", "description", "forEach", "select", "set", "unset", "mayClear", "assert", "params", "override"];
    private static readonly string[] FixtureKeys = ["name", "description", "count", "forEach", "key", "set", "prune"];
    private static readonly string[] EditKeys = ["add", "remove", "replace"];

    private readonly NodeReader nodes = new(source, problems);
    private Dictionary<string, RowSet> rows = [];

    public Manifest? Build(YamlNode root)
    {
        var members = nodes.Members(root, "a manifest", Keys);
        if (root is not YamlMapping)
        {
            return null;
        }

        YamlNode? Get(string name) => members.TryGetValue(name, out var member) ? member.Value : null;
        CheckVersion(Get("manifest"), root);
        var name = Get("name") is { } named ? nodes.Name(named, "the manifest") : Missing(root, "name", "the manifest");
        var vars = Get("vars") is { } given ? Vars(given) : new Dictionary<string, object?>(StringComparer.Ordinal);
        var env = Get("env") is { } listed ? nodes.Items(listed, "variable names").Select(item => nodes.Text(item, "a variable name") ?? "").ToList() : [];
        rows = Get("rows") is YamlMapping sets ? sets.Entries.ToDictionary(entry => entry.Key.Text, entry => new RowReader(file, nodes).Read(entry.Key.Text, entry.Value), StringComparer.Ordinal) : [];
        var changes = Get("changes") is { } all ? nodes.Items(all, "changes").Select(node => Change(node, vars.Keys, env)).OfType<ChangeDefinition>().ToList() : [];
        var fixtures = Get("fixtures") is { } made ? nodes.Items(made, "fixtures").Select(node => Fixture(node, vars.Keys, env)).OfType<FixtureDefinition>().ToList() : [];
        if (changes.Count == 0 && fixtures.Count == 0 && !problems.HasErrors)
        {
            problems.Error(root.At, "The manifest has neither `changes` nor `fixtures`.", "Add one.");
        }

        CheckTwice(changes.Select(change => (change.Name, change.At)).Concat(fixtures.Select(fixture => (fixture.Name, fixture.At))));
        return new Manifest
        {
            File = file,
            Name = name,
            Description = Get("description") is YamlScalar text ? text.Text : null,
            Once = Get("once") is { } once && nodes.Flag(once, "once"),
            Env = env,
            Vars = vars,
            Changes = changes,
            Fixtures = fixtures,
            Tests = Get("tests") is { } tests ? new TestReader(nodes).Read(tests) : [],
            Digest = DigestOf(root, vars),
        };
    }

    private void CheckVersion(YamlNode? version, YamlNode root)
    {
        if (version is null)
        {
            problems.Error(root.At, "The key `manifest` is missing.", "Begin the file with `manifest: 1`.");
        }
        else if (version is not YamlScalar { Text: "1" })
        {
            problems.Error(version.At, $"{NodeReader.Describe(version)} is no known manifest version.", "This LeadOps reads `manifest: 1`.");
        }
    }

    private string Missing(YamlNode node, string key, string what)
    {
        problems.Error(node.At, $"The key `{key}` is missing in {what}.", $"Add `{key}:`.");
        return "";
    }

    private void CheckTwice(IEnumerable<(string Name, SourceSpan At)> names)
    {
        foreach (var twice in names.Where(pair => pair.Name.Length > 0).GroupBy(pair => pair.Name).Where(group => group.Count() > 1))
        {
            problems.Error(twice.Last().At, $"The name `{twice.Key}` is already used at line {twice.First().At.Line}.", "Give each change and fixture its own name.");
        }
    }

    private Dictionary<string, object?> Vars(YamlNode node)
    {
        var vars = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (node is not YamlMapping mapping)
        {
            problems.Error(node.At, $"{NodeReader.Describe(node)} stands where `vars` is expected.", "Write `NAME: value` lines.");
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
            problems.Error(node.At, "`vars` take plain values, no templates.", "Write the expression where it is used.");
            return null;
        }

        return value.Resolve(new TemplateScope(new Dictionary<string, object?>()), CancellationToken.None);
    }

    private RowSet? ForEach(Dictionary<string, (YamlScalar Key, YamlNode Value)> members)
    {
        if (!members.TryGetValue("forEach", out var member) || nodes.Text(member.Value, "the name of rows") is not { } name)
        {
            return null;
        }

        if (rows.TryGetValue(name, out var found))
        {
            return found;
        }

        var near = Suggestions.Nearest(name, rows.Keys);
        problems.Error(member.Value.At, $"There are no rows `{name}`.", near is not null ? $"Did you mean `{near}`?" : "Add them under `rows:`.");
        return new RowSet(name, member.Value.At, []);
    }

    private ChangeDefinition? Change(YamlNode node, IReadOnlyCollection<string> vars, IReadOnlyList<string> env)
    {
        var members = nodes.Members(node, "a change", ChangeKeys);
        if (node is not YamlMapping)
        {
            return null;
        }

        var name = members.TryGetValue("name", out var named) ? nodes.Name(named.Value, "the change") : Missing(node, "name", "the change");
        if (!members.TryGetValue("select", out var select))
        {
            problems.Error(node.At, $"The change `{name}` has no `select`.", "Say which leads it is about.");
            return null;
        }

        var forEach = ForEach(members);
        var set = members.TryGetValue("set", out var assigned) ? Assignments(assigned.Value) : [];
        set.AddRange(members.TryGetValue("unset", out var cleared) ? nodes.Items(cleared.Value, "fields").Select(Unset).OfType<FieldAssignment>() : []);
        if (set.Count == 0)
        {
            problems.Error(node.At, $"The change `{name}` sets nothing.", "Add `set:` or `unset:`.");
        }

        foreach (var twice in set.GroupBy(assignment => assignment.Field).Where(group => group.Count() > 1))
        {
            problems.Error(twice.Last().At, $"`{twice.Key}` is both set and unset.", "Keep one of them.");
        }

        var change = new ChangeDefinition
        {
            Name = name,
            At = node.At,
            ForEach = forEach,
            Select = new SelectorReader(nodes).Read(select.Value),
            Set = set,
            MayClear = members.TryGetValue("mayClear", out var may) ? [.. nodes.Items(may.Value, "fields").Select(item => new FieldName(nodes.Text(item, "a field") ?? "", item.At))] : [],
            Asserts = members.TryGetValue("assert", out var asserts) ? [.. nodes.Items(asserts.Value, "assertions").Select(Assert).OfType<Assertion>()] : [],
            Params = members.TryGetValue("params", out var given) ? Params(given.Value) : new Dictionary<string, ManifestValue>(),
            Override = members.TryGetValue("override", out var over) && nodes.Flag(over.Value, "override"),
        };
        ScopeNames.Check(TemplatesOf(change), new KnownMembers(vars, forEach?.Columns, env, IsFixture: false), problems);
        return change;
    }

    private static IEnumerable<Templating.TemplateText> TemplatesOf(ChangeDefinition change)
    {
        var select = change.Select;
        var values = new ManifestValue?[] { select.Ids, select.Origin?.Originator, select.Origin?.Origin, select.Filter }
            .Concat(select.Conditions.Select(condition => condition.Operand)).Concat(change.Asserts.Select(assertion => assertion.Message)).Concat(change.Params.Values);
        return values.OfType<ManifestValue>().SelectMany(value => value.Templates)
            .Concat(change.Set.SelectMany(assignment => assignment.Templates))
            .Concat(change.Asserts.Select(assertion => assertion.That))
            .Concat(select.When is null ? [] : [select.When]);
    }

    private List<FieldAssignment> Assignments(YamlNode node)
    {
        if (node is YamlMapping { Entries.Count: > 0 } mapping)
        {
            return [.. mapping.Entries.Select(entry => Assign(entry.Key, entry.Value))];
        }

        problems.Error(node.At, $"{NodeReader.Describe(node)} stands where fields are expected.", "Write `FIELD: value` lines.");
        return [];
    }

    private FieldAssignment Assign(YamlScalar field, YamlNode value)
    {
        if (value is not YamlMapping)
        {
            return new FieldAssignment(field.Text, field.At, nodes.Value(value), null);
        }

        var members = nodes.Members(value, $"the edit of `{field.Text}`", EditKeys);
        ManifestValue? Part(string name) => members.TryGetValue(name, out var member) ? nodes.Value(member.Value) : null;
        if (members.TryGetValue("replace", out var replace) && replace.Value is not YamlMapping)
        {
            problems.Error(replace.Value.At, "`replace` wants a mapping.", "Write `{ old text: new text }`.");
        }

        return new FieldAssignment(field.Text, field.At, null, new ListEdit(Part("add"), Part("remove"), Part("replace")));
    }

    private FieldAssignment? Unset(YamlNode node) =>
        nodes.Text(node, "a field") is { } name ? new FieldAssignment(name, node.At, new NullValue(node.At), null) : null;

    private Assertion? Assert(YamlNode node)
    {
        var members = nodes.Members(node, "an assertion", ["that", "message"]);
        if (!members.TryGetValue("that", out var that))
        {
            problems.Error(node.At, "The assertion has no `that`.", "Write `- that: lead.STATUS_ID != \"JUNK\"`.");
            return null;
        }

        return nodes.Expression(that.Value, "an expression") is { } expression
            ? new Assertion(node.At, expression, members.TryGetValue("message", out var message) ? nodes.Value(message.Value) : null)
            : null;
    }

    private Dictionary<string, ManifestValue> Params(YamlNode node)
    {
        var members = nodes.Members(node, "`params`", ["REGISTER_SONET_EVENT", "REGISTER_HISTORY_EVENT"]);
        return members.ToDictionary(member => member.Key, member => nodes.Value(member.Value.Value), StringComparer.Ordinal);
    }

    private FixtureDefinition? Fixture(YamlNode node, IReadOnlyCollection<string> vars, IReadOnlyList<string> env)
    {
        var members = nodes.Members(node, "a fixture", FixtureKeys);
        if (node is not YamlMapping)
        {
            return null;
        }

        var name = members.TryGetValue("name", out var named) ? nodes.Name(named.Value, "the fixture") : Missing(node, "name", "the fixture");
        var forEach = ForEach(members);
        var count = members.TryGetValue("count", out var counted) ? nodes.Number(counted.Value, "count") : null;
        if ((count is null) == (forEach is null) && !problems.HasErrors)
        {
            problems.Error(node.At, $"The fixture `{name}` wants either `count` or `forEach`.", "Keep one of them.");
        }

        if (!members.TryGetValue("key", out var key))
        {
            problems.Error(node.At, $"The fixture `{name}` has no `key`.", "Add `key: \"lead-{{ index }}\"`; it becomes ORIGIN_ID.");
            return null;
        }

        var fixture = new FixtureDefinition
        {
            Name = name,
            At = node.At,
            Count = count,
            ForEach = forEach,
            Key = nodes.Value(key.Value),
            Set = members.TryGetValue("set", out var set) ? Assignments(set.Value) : [],
            Prune = members.TryGetValue("prune", out var prune) && nodes.Flag(prune.Value, "prune"),
        };
        ScopeNames.Check(fixture.Set.SelectMany(assignment => assignment.Templates).Concat(fixture.Key.Templates), new KnownMembers(vars, forEach?.Columns, env, IsFixture: true), problems);
        return fixture;
    }

    /// <summary>Of the model, not of the text: layout, comments and the order of keys at the top do not count.</summary>
    private string DigestOf(YamlNode root, Dictionary<string, object?> vars)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
        void AddNode(YamlNode node)
        {
            switch (node)
            {
                case YamlScalar scalar:
                    Add("s" + scalar.Text);
                    break;
                case YamlSequence sequence:
                    Add("[");
                    sequence.Items.ToList().ForEach(AddNode);
                    Add("]");
                    break;
                case YamlMapping mapping:
                    Add("{");
                    foreach (var (key, value) in mapping.Entries)
                    {
                        Add("k" + key.Text);
                        AddNode(value);
                    }

                    Add("}");
                    break;
            }
        }

        AddNode(root);
        foreach (var (name, value) in vars.Where(pair => variables.ContainsKey(pair.Key)))
        {
            Add($"v{name}={value}");
        }

        foreach (var row in rows.Values.SelectMany(set => set.Rows))
        {
            Add("r" + string.Join('\u0001', row.Values.Select(pair => $"{pair.Key}={pair.Value}")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
