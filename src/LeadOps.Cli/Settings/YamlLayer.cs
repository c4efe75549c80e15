using LeadOps.Diagnostics;
using Microsoft.Extensions.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LeadOps.Cli.Settings;

/// <summary>
/// One YAML file as a configuration layer; remembers where each key stands. A list is one value, so that lists
/// replace.
/// </summary>
/// <param name="file">How messages call it.</param>
internal sealed class YamlLayer(string path, string file) : ConfigurationProvider, IConfigurationSource
{
    public Dictionary<string, SourceSpan> Places { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        try
        {
            using var reader = new StreamReader(path);
            var parser = new Parser(new Scanner(reader, skipComments: true));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<DocumentStart>(out _))
            {
                Read(parser, "", 0);
            }
        }
        catch (YamlException problem)
        {
            throw new InvalidInputException(
                new SourceSpan(file, (int)problem.Start.Line, (int)problem.Start.Column),
                $"The YAML is broken: {problem.Message}",
                "Check quotes, brackets and indentation near this place."
            );
        }
        catch (Exception problem) when (problem is not InvalidInputException)
        {
            throw new InvalidInputException(
                new SourceSpan(file, 1, 1),
                $"The file cannot be read: {problem.Message}",
                "Check its name and rights."
            );
        }
    }

    private void Read(Parser parser, string path, int depth)
    {
        if (depth > 16)
        {
            throw new InvalidInputException(
                new SourceSpan(file, (int)parser.Current!.Start.Line, (int)parser.Current.Start.Column),
                "The nesting is too deep.",
                "Flatten it."
            );
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            Data[path] = scalar.Value;
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<string>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(parser.Consume<Scalar>().Value);
            }

            Data[path] = string.Join('\n', items);
        }
        else
        {
            ReadMapping(parser, path, depth);
        }
    }

    private void ReadMapping(Parser parser, string path, int depth)
    {
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            var inner = path.Length == 0 ? key.Value : $"{path}:{key.Value}";
            Places.TryAdd(inner, new SourceSpan(file, (int)key.Start.Line, (int)key.Start.Column));
            Read(parser, inner, depth + 1);
        }
    }
}
