using System.Text.Json;
using System.Text.RegularExpressions;
using LeadOps.Cli.Commands.Lines;
using LeadOps.Templates.Host;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Tests;

/// <summary>Lenient mode is the package itself: recorded templates, whole, joined and broken, come out the same in both.</summary>
internal sealed partial class BarePackageTests
{
    private const int Templates = 3_000;
    private const int Seed = 5;

    [Test]
    public void Whatever_the_template_the_bare_package_gives_the_same()
    {
        var random = new Random(Seed);
        var cases = ConformanceCase.ReadAll().Where(line => !Apart().IsMatch(line)).ToList();

        var wrong = Enumerable
            .Range(0, Templates)
            .Select(_ => Mixed(random, cases))
            .Where(one => !Apart().IsMatch(one.Template))
            .Select(one => (one.Template, Bare: Bare(one.Template, one.Model), Ours: Ours(one.Template, one.Model)))
            .Where(one => one.Bare != one.Ours)
            .Select(one => $"`{one.Template}` gives `{one.Ours}`, bare `{one.Bare}`")
            .ToList();

        Assert.That(wrong, Is.Empty, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [TestCase("{{ z | regex.matches 'a' }}")]
    [TestCase("{{ 'a' | regex.matches z }}")]
    [TestCase("{{ regex.matches z z }}")]
    [TestCase("{{ 'a' | regex.matches }}")]
    [TestCase("{{ z | object.from_json }}")]
    [TestCase("{{ z | object.to_json }}")]
    [TestCase("{{ z | object.eval }}{{ z | object.eval_template }}")]
    public void A_guarded_function_takes_null_as_the_package_does(string template)
    {
        var nothing = new Dictionary<string, object?>();

        Assert.That(Ours(template, nothing), Is.EqualTo(Bare(template, nothing)));
    }

    private static (string Template, IReadOnlyDictionary<string, object?> Model) Mixed(
        Random random,
        List<string> cases
    )
    {
        using var first = JsonDocument.Parse(cases[random.Next(cases.Count)]);
        using var second = JsonDocument.Parse(cases[random.Next(cases.Count)]);
        var (one, other) = (Text(first), Text(second));
        var mixed = random.Next(3) switch
        {
            0 => one + other,
            1 => one[..random.Next(one.Length + 1)] + other[random.Next(other.Length + 1)..],
            _ => one.Length == 0 ? one : one.Remove(random.Next(one.Length), 1),
        };
        return (mixed, LineModel.Read(first.RootElement));
    }

    private static string Text(JsonDocument line) => line.RootElement.GetProperty("template").GetString()!;

    private static string Bare(string text, IReadOnlyDictionary<string, object?> model)
    {
        var template = Scriban.Template.Parse(text);
        if (template.Messages.FirstOrDefault(message => message.Type == ParserMessageType.Error) is { } wrong)
        {
            return Error(wrong.Span.Start.Line, wrong.Span.Start.Column, wrong.Message);
        }

        var context = new Scriban.TemplateContext { NewLine = "\n" };
        context.PushGlobal(ScriptCopy.Of(new TemplateScope(model)));
        try
        {
            return template.Render(context);
        }
        catch (ScriptRuntimeException problem)
        {
            return Error(problem.Span.Start.Line, problem.Span.Start.Column, problem.OriginalMessage);
        }
    }

    private static string Ours(string text, IReadOnlyDictionary<string, object?> model)
    {
        var template = Template.Parse(text, TemplateMode.Text, TemplateOptions.Lenient);
        try
        {
            return template.Render(new TemplateScope(model), CancellationToken.None);
        }
        catch (TemplateException problem)
        {
            return Error(problem.Error.Line - 1, problem.Error.Column - 1, problem.Message);
        }
    }

    private static string Error(int line, int column, string message) => $"error {line + 1}:{column + 1} {message}";

    /// <summary>What is bounded here and not there, what has options of its own, and what is never the same twice.</summary>
    [GeneratedRegex(
        @"""limits|""options""|""mode""|object\.eval|now|random|uuid|while|regex|[eE][0-9]{3,}|[0-9]{9,}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Apart();
}
