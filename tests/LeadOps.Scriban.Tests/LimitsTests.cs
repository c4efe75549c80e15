namespace LeadOps.Scriban.Tests;

/// <summary>Whatever a template asks for, it ends soon, in bounded memory, with an error that names the limit.</summary>
internal sealed class LimitsTests
{
    private static readonly EngineOptions Endless = EngineOptions.Strict with { LoopLimit = 0 };

    private static IEnumerable<TestCaseData> Templates =>
        [
            new("{{ while true; end }}", EngineOptions.Strict, "LoopLimit"),
            new("{{ 1..2000000000 }}", EngineOptions.Strict, "LoopLimit"),
            new("{{ for i in 1..400; for j in 1..400; end; end }}", EngineOptions.Strict, "LoopLimit"),
            new("{{ (1..100000) * 2 }}", EngineOptions.Strict, "LoopLimit"),
            new("{{ while true; end }}", Endless, "WorkLimit"),
            new("{{ 1..2000000000 | array.size }}", Endless, "WorkLimit"),
            new("{{ for i in 1..2000000000; end }}", Endless, "limit of 1000000"),
            new("{{ a = [1]; for i in 1..100; a = a + a; end }}", EngineOptions.Strict, "limit of 1000000"),
            new(
                "{{ a = [1]; for i in 1..100; a = a | array.concat a; end; a | array.size }}",
                EngineOptions.Strict,
                "LoopLimit"
            ),
            new("{{ a = []; a[2000000000] = 1 }}", Endless, "limit of 1000000"),
            new("{{ func f; f; end; f }}", EngineOptions.Strict, "RecursiveLimit"),
            new("{{ func f; f; end; f }}", EngineOptions.Strict with { RecursiveLimit = 0 }, "depth limit"),
            new("{{ func f(n); if n > 0; f(n - 1); f(n - 1); end; end; f 90 }}", EngineOptions.Strict, "WorkLimit"),
            new("{{ s = 'object.eval s'; object.eval s }}", EngineOptions.Strict, "RecursiveLimit"),
            new("{{ 'a' * 1000000000 }}", EngineOptions.Strict, "LimitToString"),
            new("{{ string.pad_left 'x' 2000000000 }}", EngineOptions.Strict, "LimitToString"),
            new("{{ x = 'a' * 1000000; [x, x] | array.join '' }}", EngineOptions.Strict, "LimitToString"),
            new("{{ x = 'a' * 1000000; x | string.replace 'a' x }}", EngineOptions.Strict, "LimitToString"),
            new("{{ x = 'a' * 1000000; x | regex.replace 'a' x }}", EngineOptions.Strict, "LimitToString"),
            new("{{ x = 'a'; for i in 1..100; x = x + x; end }}", EngineOptions.Lenient, "LimitToString"),
            new("{{ 5 | math.format 'D999999999' }}", EngineOptions.Strict, "limit of 10000"),
            new("{{ x = 'a' * 1000000; for i in 1..3; x; end }}", EngineOptions.Strict, "LimitToString"),
            new(
                "{{ a = []; for i in 1..50; a = [a, a]; end; a | object.to_json }}",
                EngineOptions.Strict,
                "LimitToString"
            ),
            new("{{ a = []; a[0] = a; a }}", EngineOptions.Strict, "ObjectRecursionLimit"),
            new("{{ a = []; a[0] = a; a }}", EngineOptions.Strict with { ObjectRecursionLimit = 0 }, "depth limit"),
            new("{{ a = []; a[0] = a; b = []; b[0] = b; a == b }}", EngineOptions.Strict, "depth limit"),
            new(
                "{{ ('a' * 40 + '!') | regex.match '^(a+)+$' }}",
                EngineOptions.Strict with
                {
                    RegexTimeout = TimeSpan.FromMilliseconds(50),
                },
                "RegexTimeout"
            ),
            new(
                "{{ for i in 1..100000; ('a' * 22 + '!') | regex.match '^(a+)+$'; end }}",
                EngineOptions.Strict with
                {
                    WorkLimit = 5_000_000,
                },
                "WorkLimit"
            ),
            new("{{ 1e999999999 }}", EngineOptions.Strict, "Unable to parse the integer"),
            new("{{ 1 << 2000000000 }}", EngineOptions.Strict, "too large"),
            new("{{ x = 9999999999; for i in 1..100; x = x * x; end }}", EngineOptions.Strict, "too large"),
        ];

    [TestCaseSource(nameof(Templates))]
    public void What_would_not_end_runs_into_a_limit(string text, EngineOptions options, string limit)
    {
        var problem = Assert.Throws<TemplateException>(() => Render(text, options));

        Assert.That(problem!.Message, Does.Contain(limit));
    }

    private static IEnumerable<TestCaseData> Nestings =>
        Nested.Select(text => new TestCaseData(text).SetArgDisplayNames(text[..24]));

    private static IEnumerable<string> Nested =>
        [
            "{{ " + Times("(", 100_000),
            "{{ " + Times("[", 100_000),
            "{{ " + Times("{a:", 100_000),
            "{{ " + Times("!", 100_000) + "1 }}",
            "{{ a" + Times(".a", 100_000) + " }}",
            "{{ a" + Times("[0]", 100_000) + " }}",
            "{{ a" + Times("()", 100_000) + " }}",
            "{{ 1" + Times("+1", 100_000) + " }}",
            "{{ 1" + Times("|math.abs", 100_000) + " }}",
            "{{ " + Times("1?1:", 100_000) + "1 }}",
            "{{ " + Times("$\"{", 100_000),
            Times("{{ if true }}", 10_000) + Times("{{ end }}", 10_000),
            "{{ if false }}" + Times("{{ else if false }}", 10_000) + "{{ end }}",
            Times("{{ for x in [1] }}", 10_000),
            "{{ " + Times("do;", 100_000),
        ];

    [TestCaseSource(nameof(Nestings))]
    public void Nesting_without_end_is_an_error_of_the_template(string text)
    {
        var template = Template.Parse(text, TemplateMode.Text, EngineOptions.Strict);

        Assert.That(template.Errors.Select(error => error.Message), Has.One.Contains("depth limit"));
    }

    [TestCaseSource(nameof(Nestings))]
    public void Without_a_depth_limit_the_stack_still_holds(string text) =>
        Assert.That(
            Answer(text, EngineOptions.Lenient with { ExpressionDepthLimit = 0 }),
            Is.Empty.Or.Contains("depth limit").Or.Contains("<end>").Or.Contains("null")
        );

    [Test]
    public void A_cancelled_evaluation_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var template = Template.Parse("{{ for i in 1..10; end }}", TemplateMode.Text, EngineOptions.Strict);

        Assert.Throws<OperationCanceledException>(() => template.Render(Scope(), source.Token));
    }

    private static string Times(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    private static string Answer(string text, EngineOptions options)
    {
        try
        {
            return Render(text, options);
        }
        catch (TemplateException problem)
        {
            return problem.Message;
        }
    }

    private static string Render(string text, EngineOptions options) =>
        Template.Parse(text, TemplateMode.Text, options).Render(Scope(), CancellationToken.None);

    private static TemplateScope Scope() => new(new Dictionary<string, object?>());
}
