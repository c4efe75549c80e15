using BenchmarkDotNet.Attributes;
using LeadOps.Templates;

namespace LeadOps.Benchmarks;

/// <summary>Templates are parsed once per manifest and evaluated once per lead and field.</summary>
[MemoryDiagnoser]
public class TemplateBenchmarks
{
    private const string Typical = "{{ lead.TITLE | string.upcase }} - {{ lead.OPPORTUNITY }}";

    private const string Block =
        "{{~ for tag in lead.TAGS ~}}\n- {{ tag | string.capitalize }}{{ if !for.last }},{{ end }}\n{{~ end ~}}\n{{ if lead.OPPORTUNITY > 1000 && lead.TITLE != '' }}large{{ else }}small{{ end }}";

    private readonly Template typical = Parsed(Typical);
    private readonly Template scalar = Parsed("{{ lead.OPPORTUNITY * 1.19m }}");
    private readonly Template block = Parsed(Block);
    private readonly Dictionary<string, object?> model = new()
    {
        ["lead"] = new Dictionary<string, object?>
        {
            ["TITLE"] = "Call Olga about the offer",
            ["OPPORTUNITY"] = 12500.50m,
            ["TAGS"] = new List<object?> { "vip", "retail", "spring" },
        },
    };

    [Benchmark]
    public Template ParseTypical() => Parsed(Typical);

    [Benchmark]
    public Template ParseBlock() => Parsed(Block);

    [Benchmark]
    public string RenderTypical() => typical.Render(new TemplateScope(model), CancellationToken.None);

    [Benchmark]
    public object? EvaluateScalar() => scalar.Evaluate(new TemplateScope(model), CancellationToken.None);

    [Benchmark]
    public string RenderBlock() => block.Render(new TemplateScope(model), CancellationToken.None);

    private static Template Parsed(string text) => Template.Parse(text, TemplateMode.Text, TemplateOptions.Strict);
}
