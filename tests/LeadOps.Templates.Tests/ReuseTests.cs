using System.Text.Json.Nodes;
using LeadOps.Cli.Commands.Lines;

namespace LeadOps.Templates.Tests;

/// <summary>One context serves many evaluations of a thread; none of them sees another.</summary>
internal sealed class ReuseTests
{
    [Test]
    public void Every_recorded_template_comes_out_the_same_in_a_used_and_in_a_fresh_context()
    {
        // Other options than the shared ones always get a context of their own.
        var fresh = TemplateOptions.Strict with
        {
            AutoIndent = true,
            StepLimit = 1_999_999,
        };
        var wrong = new List<string>();
        foreach (var line in ConformanceCase.ReadAll())
        {
            var one = JsonNode.Parse(line)!.AsObject();
            var text = (string)one["template"]!;
            var mode = one["mode"] is null ? TemplateMode.Text : TemplateMode.Script;
            var used = Outcome(text, mode, TemplateOptions.Strict, line);
            var again = Outcome(text, mode, TemplateOptions.Strict, line);
            var alone = Outcome(text, mode, fresh, line);
            if (used != alone || again != alone)
            {
                wrong.Add($"{one["id"]}: `{text}` gives `{used}` and `{again}`, alone `{alone}`");
            }
        }

        Assert.That(wrong, Is.Empty, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [TestCase("{{ x = 1 }}", "{{ x ?? 'none' }}")]
    [TestCase("{{ $x = 1 }}", "{{ $x ?? 'none' }}")]
    [TestCase("{{ func f; ret 1; end }}", "{{ f ?? 'none' }}")]
    [TestCase("{{ lead = 1 }}", "{{ lead.ID == 12 ? 'none' : lead }}")]
    [TestCase("{{ readonly lead }}", "{{ lead = 'none'; lead }}")]
    [TestCase("{{ import {x: 1} }}", "{{ x ?? 'none' }}")]
    [TestCase("{{ for x in [1]; break; end }}", "{{ x ?? 'none' }}")]
    [TestCase("{{ ret 1 }}", "{{ 'none' }}")]
    public void Nothing_of_one_template_is_left_for_the_next(string first, string second)
    {
        Strictly.Value(first);

        Assert.That(Strictly.Value(second), Is.EqualTo("none"));
    }

    [Test]
    public void A_cycle_begins_anew_each_time()
    {
        Strictly.Render("{{ array.cycle ['a', 'b'] }}");

        Assert.That(Strictly.Render("{{ array.cycle ['a', 'b'] }}"), Is.EqualTo("a"));
    }

    [Test]
    public void A_function_of_the_host_may_run_a_template_itself()
    {
        var inner = Strictly.Parse("{{ x = 2; x }}");
        var model = new Dictionary<string, object?>
        {
            ["run"] = new TemplateFunction(
                "run",
                0,
                0,
                _ => inner.Render(new TemplateScope(Strictly.Model), CancellationToken.None)
            ),
        };

        var outer = Strictly.Parse("{{ x = 1; run }}{{ x }}").Render(new TemplateScope(model), CancellationToken.None);

        Assert.That(outer, Is.EqualTo("21"));
    }

    [Test]
    public void Threads_do_not_share_what_they_evaluate()
    {
        var template = Strictly.Parse("{{ x = lead.ID; for i in 1..50; x = x + 1; end; x }}");

        Parallel.For(
            0,
            200,
            number =>
            {
                var lead = new Dictionary<string, object?> { ["ID"] = number };
                var model = new Dictionary<string, object?> { ["lead"] = lead };

                var made = template.Render(new TemplateScope(model), CancellationToken.None);

                Assert.That(made, Is.EqualTo($"{number + 50}"));
            }
        );
    }

    [Test]
    public void A_typical_template_allocates_little()
    {
        var template = Strictly.Parse("{{ lead.TITLE | string.upcase }} - {{ lead.OPPORTUNITY }}");
        string Render() => template.Render(new TemplateScope(Strictly.Model), CancellationToken.None);
        Render();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Render();
        }

        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / 100, Is.LessThanOrEqualTo(600));
    }

    private static string Outcome(string text, TemplateMode mode, TemplateOptions options, string line)
    {
        var template = Template.Parse(text, mode, options);
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(line);
            var scope = new TemplateScope(LineModel.Read(document.RootElement));
            return template.Render(scope, CancellationToken.None);
        }
        catch (TemplateException problem)
        {
            return $"{problem.Error.Line}:{problem.Error.Column} {problem.Message}";
        }
    }
}
