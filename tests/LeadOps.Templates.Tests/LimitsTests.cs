namespace LeadOps.Templates.Tests;

/// <summary>
/// Whatever a template asks for, it ends soon, in bounded memory, with an error that names the limit.
/// </summary>
internal sealed class LimitsTests
{
    private static readonly TemplateOptions Endless = TemplateOptions.Strict with { LoopLimit = 0 };

    private static IEnumerable<TestCaseData> Templates =>
        [
            new("{{ while true; end }}", TemplateOptions.Strict, "LoopLimit"),
            new("{{ 1..2000000000 }}", TemplateOptions.Strict, "LoopLimit"),
            new("{{ for i in 1..400; for j in 1..400; end; end }}", TemplateOptions.Strict, "LoopLimit"),
            new("{{ (1..100000) * 2 }}", TemplateOptions.Strict, "LoopLimit"),
            new("{{ while true; end }}", Endless, "LoopLimit"),
            new("{{ 1..2000000000 | array.size }}", Endless, "LoopLimit"),
            new("{{ for i in 1..2000000000; end }}", Endless, "LoopLimit"),
            new("{{ a = [1]; for i in 1..100; a = a + a; end }}", TemplateOptions.Strict, "limit"),
            new(
                "{{ a = [1]; for i in 1..100; a = a | array.concat a; end; a | array.size }}",
                TemplateOptions.Strict,
                "LoopLimit"
            ),
            new("{{ a = []; a[2000000000] = 1 }}", Endless, "LoopLimit"),
            new("{{ func f; f; end; f }}", TemplateOptions.Strict, "RecursiveLimit"),
            new("{{ func f; f; end; f }}", TemplateOptions.Strict with { RecursiveLimit = 0 }, "depth limit"),
            new("{{ func f(n); if n > 0; f(n - 1); f(n - 1); end; end; f 90 }}", TemplateOptions.Strict, "limit"),
            new("{{ s = 'object.eval s'; object.eval s }}", TemplateOptions.Strict, "RecursiveLimit"),
            new("{{ 'a' * 1000000000 }}", TemplateOptions.Strict, "LimitToString"),
            new("{{ string.pad_left 'x' 2000000000 }}", TemplateOptions.Strict, "LimitToString"),
            new("{{ x = 'a' * 1000000; [x, x] | array.join '' }}", TemplateOptions.Strict, "LimitToString"),
            new("{{ x = 'a' * 1000000; x | string.replace 'a' x }}", TemplateOptions.Strict, "LimitToString"),
            new("{{ x = 'a' * 1000000; x | regex.replace 'a' x }}", TemplateOptions.Strict, "LimitToString"),
            new("{{ x = 'a'; for i in 1..100; x = x + x; end }}", TemplateOptions.Lenient, "limit"),
            new("{{ 5 | math.format 'D999999999' }}", TemplateOptions.Strict, "LimitToString"),
            new("{{ x = 'a' * 1000000; for i in 1..3; x; end }}", TemplateOptions.Strict, "LimitToString"),
            new(
                "{{ a = []; for i in 1..50; a = [a, a]; end; a | object.to_json }}",
                TemplateOptions.Strict,
                "more than 250000 parts"
            ),
            new("{{ a = []; a[0] = a; a }}", TemplateOptions.Strict, "ObjectRecursionLimit"),
            new(
                "{{ a = []; a[0] = a; a }}",
                TemplateOptions.Strict with
                {
                    ObjectRecursionLimit = 0,
                },
                "nested too deeply"
            ),
            new("{{ a = []; a[0] = a; b = []; b[0] = b; a == b }}", TemplateOptions.Strict, "nested too deeply"),
            new(
                "{{ ('a' * 40 + '!') | regex.match '^(a+)+$' }}",
                TemplateOptions.Strict with
                {
                    RegexTimeout = TimeSpan.FromMilliseconds(50),
                },
                "RegexTimeout"
            ),
            new(
                "{{ for i in 1..100000; ('a' * 22 + '!') | regex.match '^(a+)+$'; end }}",
                TemplateOptions.Strict with
                {
                    RegexTimeout = TimeSpan.FromSeconds(10),
                },
                "time limit"
            ),
            new("{{ 1e999999999 }}", TemplateOptions.Strict, "Unable to parse the integer"),
            new("{{ 1 << 2000000000 }}", TemplateOptions.Strict, "exceeds maximum"),
            new("{{ x = 9999999999; for i in 1..100; x = x * x; end }}", TemplateOptions.Strict, "too large"),
        ];

    [TestCaseSource(nameof(Templates))]
    public void What_would_not_end_runs_into_a_limit(string text, TemplateOptions options, string limit)
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
        var template = Template.Parse(text, TemplateMode.Text, TemplateOptions.Strict);

        Assert.That(template.Errors.Select(error => error.Message), Has.One.Contains("depth limit"));
    }

    [TestCaseSource(nameof(Nestings))]
    public void Without_a_depth_limit_the_stack_still_holds(string text) =>
        Assert.That(
            Answer(text, TemplateOptions.Lenient with { ExpressionDepthLimit = 0 }),
            Is.Empty.Or.Contains("depth limit").Or.Contains("<end>").Or.Contains("null")
        );

    [Test]
    public void A_cancelled_evaluation_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var template = Template.Parse("{{ for i in 1..10; end }}", TemplateMode.Text, TemplateOptions.Strict);

        Assert.Throws<OperationCanceledException>(() => template.Render(Scope(), source.Token));
    }

    private static string Times(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    private static string Answer(string text, TemplateOptions options)
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

    private static string Render(string text, TemplateOptions options) =>
        Template.Parse(text, TemplateMode.Text, options).Render(Scope(), CancellationToken.None);

    private static TemplateScope Scope() => new(new Dictionary<string, object?>());
}
