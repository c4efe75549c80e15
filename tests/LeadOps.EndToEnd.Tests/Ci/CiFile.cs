using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace LeadOps.EndToEnd.Tests.Ci;

/// <summary>One script of a job, and whether it runs after a failure too.</summary>
internal sealed record CiStep(string Name, string Script, bool Always);

internal sealed record CiJob(IReadOnlyDictionary<string, string> Variables, IReadOnlyList<CiStep> Steps);

/// <summary>The jobs of an example file, read from its YAML as the service reads them.</summary>
internal static partial class CiFile
{
    /// <param name="values">What stands for `${{ … }}`; an expression that is not among them is an error.</param>
    public static CiJob GitHub(string yaml, string job, IReadOnlyDictionary<string, string> values)
    {
        var root = Root(yaml);
        var node = (YamlMappingNode)root["jobs"][job];
        string Filled(string text) => Expression().Replace(text, match => values[match.Groups[1].Value]);
        var variables = new[] { root, node }
            .Where(level => level.Children.ContainsKey("env"))
            .SelectMany(level => (YamlMappingNode)level["env"])
            .ToDictionary(pair => pair.Key.ToString(), pair => Filled(pair.Value.ToString()));
        var steps = ((YamlSequenceNode)node["steps"])
            .Cast<YamlMappingNode>()
            .Where(step => step.Children.ContainsKey("run"))
            .Select(step => new CiStep(
                step["name"].ToString(),
                step["run"].ToString(),
                step.Children.TryGetValue("if", out var condition) && condition.ToString() == "always()"
            ));
        return new CiJob(variables, [.. steps]);
    }

    /// <summary>All lines of a job share one shell there.</summary>
    public static CiJob GitLab(string yaml, string job)
    {
        var root = Root(yaml);
        var lines = new[] { root["default"]["before_script"], root[job]["script"] }.SelectMany(list =>
            ((YamlSequenceNode)list).Select(line => ((YamlScalarNode)line).Value!)
        );
        var variables = ((YamlMappingNode)root["variables"]).ToDictionary(
            pair => pair.Key.ToString(),
            pair => pair.Value.ToString()
        );
        return new CiJob(variables, [new CiStep(job, string.Join('\n', lines), Always: false)]);
    }

    private static YamlMappingNode Root(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    [GeneratedRegex(@"\$\{\{\s*(.*?)\s*\}\}")]
    private static partial Regex Expression();
}
