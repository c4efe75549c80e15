using System.Globalization;
using BenchmarkDotNet.Attributes;
using LeadOps.Templates;
using Scriban.Runtime;

namespace LeadOps.Benchmarks;

/// <summary>
/// Templates are parsed once per manifest and evaluated once per lead and field. Beside ours: the bare package, with
/// a context that is used again and with a new one each time.
/// </summary>
[MemoryDiagnoser]
public class TemplateBenchmarks
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["typical"] = "{{ lead.TITLE | string.upcase }} - {{ lead.OPPORTUNITY }}",
        ["scalar"] = "{{ lead.OPPORTUNITY * 1.19m }}",
        ["condition"] = "{{ lead.OPPORTUNITY > 1000 && lead.TITLE != '' ? 'large' : 'small' }}",
        ["block"] =
            "{{~ for tag in lead.TAGS ~}}\n- {{ tag | string.capitalize }}{{ if !for.last }},{{ end }}\n{{~ "
            + "end ~}}\n{{ if lead.OPPORTUNITY > 1000 && lead.TITLE != '' }}large{{ else }}small{{ end }}",
    };

    private readonly Dictionary<string, object?> model = new()
    {
        ["lead"] = new Dictionary<string, object?>
        {
            ["TITLE"] = "Call Olga about the offer",
            ["OPPORTUNITY"] = 12500.50m,
            ["TAGS"] = new List<object?> { "vip", "retail", "spring" },
        },
    };

    private readonly Scriban.TemplateContext reused = BareContext();
    private readonly ScriptObject bareModel = [];
    private Template ours = null!;
    private Scriban.Template bare = null!;

    public static IEnumerable<string> Names => Texts.Keys;

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "typical";

    [GlobalSetup]
    public void Prepare()
    {
        ours = Parse();
        bare = Scriban.Template.Parse(Texts[Name]);
        bareModel["lead"] = model["lead"];
    }

    [Benchmark(Baseline = true)]
    public string BareReused()
    {
        reused.PushGlobal(bareModel);
        var made = bare.Render(reused);
        reused.PopGlobal();
        return made;
    }

    [Benchmark]
    public string BareFresh()
    {
        var context = BareContext();
        context.PushGlobal(bareModel);
        return bare.Render(context);
    }

    [Benchmark]
    public string Ours() => ours.Render(new TemplateScope(model), CancellationToken.None);

    [Benchmark]
    public Template Parse() => Template.Parse(Texts[Name], TemplateMode.Text, TemplateOptions.Strict);

    private static Scriban.TemplateContext BareContext()
    {
        var context = new Scriban.TemplateContext { NewLine = "\n", LoopLimit = 100_000 };
        context.PushCulture(CultureInfo.InvariantCulture);
        return context;
    }
}
