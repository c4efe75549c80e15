using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests.Yaml;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Manifests;

/// <summary>Small typed readings of YAML nodes; every one reports what is wrong and goes on.</summary>
internal sealed class NodeReader(string source, DiagnosticBag problems)
{
    /// <summary>Keys below which fields stand.</summary>
    private static readonly string[] FieldHomes = ["set", "where"];

    public DiagnosticBag Problems { get; } = problems;

    /// <summary>
    /// The members of a mapping; keys that are not in the table are reported with the nearest one and read as if they
    /// were it, so that nothing is said to be missing.
    /// </summary>
    public Dictionary<string, (YamlScalar Key, YamlNode Value)> Members(
        YamlNode node,
        string what,
        IReadOnlyCollection<string> known
    )
    {
        var members = new Dictionary<string, (YamlScalar, YamlNode)>(StringComparer.Ordinal);
        if (node is not YamlMapping mapping)
        {
            Problems.Error(
                node.At,
                $"{Describe(node)} stands where {what} is expected.",
                $"Write it as a mapping with: {string.Join(", ", known)}."
            );
            return members;
        }

        foreach (var (key, value) in mapping.Entries)
        {
            if (known.Contains(key.Text))
            {
                members[key.Text] = (key, value);
                continue;
            }

            if (Array.Find(FieldHomes, known.Contains) is { } home && IsField(key.Text))
            {
                Problems.Error(
                    key.At,
                    $"Unknown key `{key.Text}` in {what}.",
                    $"It is a field: write it below `{home}`, further to the right."
                );
                continue;
            }

            var near = Suggestions.Nearest(key.Text, known);
            Problems.Error(
                key.At,
                $"Unknown key `{key.Text}` in {what}.",
                near is null ? $"There are: {string.Join(", ", known)}." : $"Did you mean `{near}`?"
            );
            if (near is not null && !mapping.Entries.Any(entry => entry.Key.Text == near))
            {
                members.TryAdd(near, (key, value));
            }
        }

        return members;
    }

    private static bool IsField(string name) =>
        FieldCatalogue.Standard.Find(name) is not null || FieldDefinition.IsCustomName(name);

    public IEnumerable<YamlNode> Items(YamlNode node, string what, string? remedy = null)
    {
        if (node is YamlSequence sequence)
        {
            return sequence.Items;
        }

        Problems.Error(
            node.At,
            $"{Describe(node)} stands where a list of {what} is expected.",
            remedy ?? "Write each on its own line beginning with `- `."
        );
        return [];
    }

    public string? Text(YamlNode node, string what)
    {
        if (node is YamlScalar { IsNull: false } scalar && scalar.Text.Length > 0)
        {
            return scalar.Text;
        }

        Problems.Error(node.At, $"{Describe(node)} stands where {what} is expected.", "Write a text.");
        return null;
    }

    public bool Flag(YamlNode node, string what)
    {
        if (node is YamlScalar scalar && CoreSchema.Resolve(scalar) is bool flag)
        {
            return flag;
        }

        Problems.Error(node.At, $"{Describe(node)} is not a value for `{what}`.", "Write `true` or `false`.");
        return false;
    }

    public int? Number(YamlNode node, string what, int min = 0)
    {
        if (node is YamlScalar scalar && CoreSchema.Resolve(scalar) is int number && number >= min)
        {
            return number;
        }

        Problems.Error(
            node.At,
            $"{Describe(node)} is not a value for `{what}`.",
            $"Write a whole number of at least {min}."
        );
        return null;
    }

    /// <summary>A name of a manifest, change or fixture.</summary>
    private string Name(YamlNode node, string what)
    {
        var name = Text(node, $"the name of {what}");
        if (name is not null && !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            Problems.Error(
                node.At,
                $"The name `{name}` of {what} has other characters than a-z, 0-9 and `-`.",
                "Write it like `close-stale-leads`."
            );
        }

        return name ?? "";
    }

    public string NameOf(YamlNode node, Dictionary<string, (YamlScalar Key, YamlNode Value)> members, string what)
    {
        if (members.TryGetValue("name", out var named))
        {
            return Name(named.Value, what);
        }

        Problems.Error(node.At, $"The key `name` is missing in {what}.", "Add `name:`.");
        return "";
    }

    /// <summary>For people; any text goes.</summary>
    public string? Description(Dictionary<string, (YamlScalar Key, YamlNode Value)> members) =>
        members.TryGetValue("description", out var text) ? Text(text.Value, "a description") : null;

    /// <summary>A value whose type is decided by the field it goes to: scalars stay text.</summary>
    public ManifestValue Value(YamlNode node, bool typed = false) =>
        node switch
        {
            YamlScalar { IsNull: true } => new NullValue(node.At),
            YamlScalar scalar => Scalar(scalar, typed),
            YamlSequence sequence => new SequenceValue(node.At, [.. sequence.Items.Select(item => Value(item, typed))]),
            YamlMapping mapping => new MappingValue(
                node.At,
                [.. mapping.Entries.Select(entry => (entry.Key.Text, entry.Key.At, Value(entry.Value, typed)))]
            ),
            _ => throw new InvalidOperationException(),
        };

    /// <summary>A text, a number or a template, where a mapping makes no sense.</summary>
    public ManifestValue? Plain(YamlNode node, string what)
    {
        if (node is YamlScalar { IsNull: false })
        {
            return Value(node);
        }

        Problems.Error(node.At, $"{Describe(node)} stands where {what} is expected.", "Write one value.");
        return null;
    }

    /// <summary>One value, or a list of them.</summary>
    public ManifestValue? PlainList(YamlNode node, string what) =>
        node is not YamlSequence list ? Plain(node, what)
        : list.Items.Select(item => Plain(item, what)).ToList() is var items && items.Contains(null) ? null
        : new SequenceValue(node.At, [.. items.OfType<ManifestValue>()]);

    private ScalarValue Scalar(YamlScalar scalar, bool typed)
    {
        var text = Trimmed(scalar);
        if (SingleBraces.In(text) is { } single)
        {
            Problems.Error(
                scalar.At,
                $"`{single}` has single braces, so it would be written as it is.",
                "Code stands between double braces: `{{ … }}`. If the text itself is meant, write `{{ \"{…}\" }}`."
            );
        }

        if (BareCode.Is(text))
        {
            Problems.Error(
                scalar.At,
                $"`{text}` has no braces, so it would be written as it is.",
                $"Write `\"{{{{ {text} }}}}\"`. If the text itself is meant, write `{{{{ \"{text}\" }}}}`."
            );
        }

        if (!text.Contains("{{", StringComparison.Ordinal))
        {
            return new ScalarValue(scalar.At, typed ? CoreSchema.Keep(scalar with { Text = text }) : text, null);
        }

        var template = TemplateText.Parse(text, ScalarPlaces.For(scalar, source), Problems);
        return new ScalarValue(scalar.At, null, template) { IsBroken = template is null };
    }

    /// <summary>One final newline of a `|` block is layout; `|+` keeps all of them.</summary>
    private string Trimmed(YamlScalar scalar)
    {
        var keeps =
            scalar.Offset + 1 < source.Length
            && source[scalar.Offset] is '|' or '>'
            && source[scalar.Offset + 1] == '+';
        return scalar.Form == ScalarForm.Block && !keeps && scalar.Text.EndsWith('\n')
            ? scalar.Text[..^1]
            : scalar.Text;
    }

    public TemplateText? Expression(YamlNode node, string what) =>
        Text(node, what) is { } text && node is YamlScalar scalar
            ? TemplateText.ParseExpression(
                scalar.Form == ScalarForm.Block ? text.TrimEnd('\n') : text,
                ScalarPlaces.For(scalar, source),
                Problems
            )
            : null;

    public static string Describe(YamlNode node) =>
        node switch
        {
            YamlScalar { IsNull: true } => "Nothing",
            YamlScalar scalar => $"`{ShortText.Of(scalar.Text, 60)}`",
            YamlSequence => "A list",
            _ => "A mapping",
        };
}
