using LeadOps.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LeadOps.Manifests.Yaml;

/// <summary>
/// Reads one YAML document on the event parser, which alone tells every place and never builds more than it was asked
/// to: depth, number of nodes and what aliases repeat are bounded.
/// </summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 2_000_000;
    private const int MaxBytes = 50 * 1024 * 1024;

    private readonly string file;
    private readonly string text;
    private readonly Dictionary<string, (YamlNode Node, int Size)> anchors = new(StringComparer.Ordinal);
    private readonly DiagnosticBag problems;
    private int nodes;

    private YamlTree(string file, string text, DiagnosticBag problems)
    {
        this.file = file;
        this.text = text;
        this.problems = problems;
    }

    /// <summary>Null when the file holds no usable document; the reasons are in the bag.</summary>
    public static YamlNode? Read(string file, string text, DiagnosticBag problems)
    {
        if (text.Length > MaxBytes)
        {
            problems.Error(
                new SourceSpan(file, 1, 1),
                $"The file has {text.Length:N0} characters, more than the limit of {MaxBytes:N0}.",
                "Split it."
            );
            return null;
        }

        var tree = new YamlTree(file, text, problems);
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            return tree.ReadDocument(parser);
        }
        catch (InvalidInputException problem)
        {
            problem.Diagnostics.ToList().ForEach(problems.Add);
        }
        catch (YamlException problem)
        {
            problems.Add(YamlMistake.Of(file, text, problem));
        }
        catch (Exception)
        {
            // On some broken texts the parser fails in ways of its own; the last node it saw is the nearest place.
            problems.Error(
                tree.Place(parser.Current?.End ?? Mark.Empty),
                "The YAML is broken here: a bracket, quote or escape is not as it should be.",
                "Close or correct it."
            );
        }

        return null;
    }

    private SourceSpan Place(Mark mark) => new(file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private YamlNode? ReadDocument(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            problems.Error(new SourceSpan(file, 1, 1), "The file is empty.", "A manifest begins with `manifest: 1`.");
            return null;
        }

        parser.Consume<DocumentStart>();
        var (root, _) = ReadNode(parser, 0);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
        {
            problems.Error(
                Place(parser.Current!.Start),
                "The file holds more than one YAML document.",
                "Keep one manifest per file."
            );
        }

        return root;
    }

    private (YamlNode Node, int Size) ReadNode(Parser parser, int depth)
    {
        var start = parser.Current ?? throw new InvalidOperationException();
        var at = Place(start.Start);
        if (depth > MaxDepth)
        {
            throw new InvalidInputException(at, $"The nesting is deeper than {MaxDepth} levels.", "Flatten it.");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            var found = anchors.TryGetValue(alias.Value.Value, out var anchored)
                ? anchored
                : throw new InvalidInputException(
                    at,
                    $"The alias `*{alias.Value}` has no anchor before it.",
                    "Define it with `&` first; an alias cannot contain itself."
                );
            Count(found.Size, at);
            return found;
        }

        var anchor = (start as NodeEvent)?.Anchor ?? AnchorName.Empty;
        var before = nodes;
        Count(1, at);
        var node = ReadContent(parser, at, depth);
        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = (node, nodes - before);
        }

        return (node, nodes - before);
    }

    private void Count(int size, SourceSpan at)
    {
        nodes += size;
        if (nodes > MaxNodes)
        {
            throw new InvalidInputException(
                at,
                $"The file has more than {MaxNodes:N0} nodes with its aliases repeated.",
                "Put rows into a file under `rows`."
            );
        }
    }

    private YamlNode ReadContent(Parser parser, SourceSpan at, int depth)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific && scalar.Tag.Value != "tag:yaml.org,2002:str")
            {
                problems.Error(at, $"The tag `{scalar.Tag.Value}` is not supported.", "Leave it out.");
            }

            var form = scalar.Style switch
            {
                ScalarStyle.Plain => ScalarForm.Plain,
                ScalarStyle.Literal or ScalarStyle.Folded => ScalarForm.Block,
                _ => ScalarForm.Quoted,
            };
            return new YamlScalar(
                at,
                scalar.Value,
                form,
                (int)scalar.Start.Index,
                (int)(scalar.End.Index - scalar.Start.Index)
            );
        }

        return parser.TryConsume<SequenceStart>(out _)
            ? ReadSequence(parser, at, depth)
            : ReadMapping(parser, at, depth);
    }

    private YamlSequence ReadSequence(Parser parser, SourceSpan at, int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, depth + 1).Node);
        }

        return new YamlSequence(at, items);
    }

    private YamlMapping ReadMapping(Parser parser, SourceSpan at, int depth)
    {
        var isFlow = parser.Consume<MappingStart>().Style == MappingStyle.Flow;
        var entries = new List<(YamlScalar, YamlNode)>();
        var isBroken = false;
        var places = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (key, _) = ReadNode(parser, depth + 1);
            var (value, _) = ReadNode(parser, depth + 1);
            if (key is not YamlScalar name)
            {
                isBroken = true;
                problems.Error(
                    key.At,
                    key is YamlMapping ? "YAML reads an unquoted `{{` as a mapping." : "A key must be a plain text.",
                    key is YamlMapping ? YamlMistake.Quote : "Quote it if it contains `[`."
                );
            }
            else if (isFlow && entries.Count > 0 && IsWithoutColon(name))
            {
                problems.Error(
                    name.At,
                    $"`{name.Text}` has no `:` and no value: inside `{{ }}` a comma ends the value before it.",
                    "Quote a value that holds a comma, such as `\"1,000\"`."
                );
            }
            else if (IsNew(name, places))
            {
                entries.Add((name, value));
            }
        }

        return new YamlMapping(at, entries) { IsBroken = isBroken };
    }

    private bool IsWithoutColon(YamlScalar key)
    {
        var after = Math.Min(text.Length, key.Offset + key.Length);
        return text.AsSpan(after).TrimStart() is [',' or '}', ..];
    }

    private bool IsNew(YamlScalar name, Dictionary<string, SourceSpan> places)
    {
        if (name.Text == "<<")
        {
            problems.Error(
                name.At,
                "Merge keys (`<<`) are not supported.",
                "Write the keys out, or use an alias for the whole value."
            );
            return false;
        }

        if (places.TryGetValue(name.Text, out var first))
        {
            problems.Error(
                name.At,
                $"The key `{name.Text}` comes twice; the first is at {first.Line}:{first.Column}.",
                "Remove one of them."
            );
            return false;
        }

        places[name.Text] = name.At;
        return true;
    }
}
