using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using LeadOps.Cli.Commands.Lines;

namespace LeadOps.Templates.Tests;

/// <summary>
/// Whatever the text, the engine answers with output or with its own error. The seed is fixed, so a failure repeats.
/// </summary>
internal sealed class FuzzTests
{
    private const int Mutants = 8_000;

    private static readonly TemplateOptions Small = TemplateOptions.Lenient with
    {
        LoopLimit = 200,
        LimitToString = 20_000,
        StepLimit = 3_000_000,
        RegexTimeout = TimeSpan.FromMilliseconds(100),
    };

    private static readonly TemplateOptions Strict = Small with { IsStrict = true };

    private static readonly string[] Pieces =
    [
        "{{",
        "}}",
        "{%{",
        "}%}",
        "-}}",
        "{{~",
        "|",
        "||",
        "??",
        "?.",
        "..",
        "..<",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "'",
        "\"",
        "`",
        "$\"{",
        "#",
        "##",
        "\\",
        "\n",
        "\r\n",
        ";",
        ":",
        ",",
        ".",
        "=",
        "==",
        "+",
        "-",
        "*",
        "/",
        "//",
        "%",
        "<<",
        ">>",
        "@",
        "^",
        "!",
        "++",
        "--",
        "...",
        "0x",
        "1e",
        "1e9",
        "9.9m",
        " end ",
        " if ",
        " else ",
        " for x in ",
        " while ",
        " case ",
        " when ",
        " func f(x) ",
        " func f ",
        " do ",
        " ret ",
        " capture ",
        " with ",
        " wrap ",
        " import ",
        " readonly ",
        " this ",
        " empty ",
        " null ",
        " true ",
        " $0 ",
        " $$ ",
        " 1..9 ",
        " string.",
        " array.",
        " object.eval ",
        " date.parse ",
        " regex.match ",
        "\0",
        "\uFEFF",
        "\uD83D",
        "é",
        "日",
    ];

    [Test]
    public void Random_characters_never_break_the_engine()
    {
        var random = new Random(20260228);
        for (var i = 0; i < Mutants; i++)
        {
            var text =
                "{{"
                + string.Concat(
                    Enumerable
                        .Range(0, random.Next(60))
                        .Select(_ => (char)random.Next(random.Next(5) == 0 ? 0x3000 : 128))
                );
            Survives(text);
        }
    }

    [Test]
    public void Random_tokens_never_break_the_engine()
    {
        var random = new Random(20260301);
        for (var i = 0; i < Mutants; i++)
        {
            Survives(
                "{{"
                    + string.Concat(
                        Enumerable.Range(0, random.Next(25)).Select(_ => Pieces[random.Next(Pieces.Length)])
                    )
            );
        }
    }

    [Test]
    public void Mutations_of_recorded_templates_never_break_the_engine()
    {
        var random = new Random(20260302);
        var templates = ConformanceCase
            .ReadAll()
            .Select(line => (string)JsonNode.Parse(line)!["template"]!)
            .Where(text => text.Length < 500)
            .ToList();
        for (var i = 0; i < Mutants; i++)
        {
            Survives(Mutated(random, templates[random.Next(templates.Count)], templates));
        }
    }

    private static string Mutated(Random random, string text, List<string> templates)
    {
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(8, text.Length - at + 1));
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => text.Insert(at, ((char)random.Next(256)).ToString()),
                _ => text[..at] + templates[random.Next(templates.Count)],
            };
        }

        return text;
    }

    [Test]
    public void Any_text_is_answered() =>
        Holds(
            Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                (Action<string>)(
                    text =>
                    {
                        Survives(text ?? "");
                        Survives("{{" + text);
                        Survives("{{ x = '" + text + "'; x | string.slice 1 | array.size }}");
                    }
                )
            )
        );

    [Test]
    public void Any_bytes_are_answered() =>
        Holds(
            Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                (Action<byte[]>)(bytes => Survives("{{" + Encoding.Latin1.GetString(bytes ?? [])))
            )
        );

    [Test]
    public void Any_line_of_eval_is_answered()
    {
        var lines = ConformanceCase.ReadAll().Where(line => line.Length < 400).Take(300).ToList();
        var random = new Random(20260303);
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(lines[random.Next(lines.Count)]);
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var line = Encoding.UTF8.GetString(bytes);

            Assert.That(() => JsonNode.Parse(JsonLines.Answer(line)), Throws.Nothing, line);
        }
    }

    private static void Holds(Property property) =>
        Check.One(
            Config.QuickThrowOnFailure.WithReplay(new Replay(new Rnd(20260501, 7), null)).WithMaxTest(1_000),
            property
        );

    private static void Survives(string text)
    {
        Survives(text, Small);
        Survives(text, Strict);
    }

    private static void Survives(string text, TemplateOptions options)
    {
        var model = new Dictionary<string, object?>
        {
            ["a"] = 1,
            ["s"] = "text",
            ["nums"] = new List<object?> { 1, 2.5, 3m, null },
            ["o"] = new Dictionary<string, object?> { ["x"] = 1 },
            ["d"] = new DateTime(2026, 2, 28, 23, 5, 9, DateTimeKind.Unspecified),
        };
        try
        {
            var template = Template.Parse(text, TemplateMode.Text, options);
            _ = template.Reads;
            template.Render(new TemplateScope(model), CancellationToken.None);
            template.Evaluate(new TemplateScope(model), CancellationToken.None);
        }
        catch (TemplateException problem)
        {
            Assert.That(problem.Message, Is.Not.Empty);
        }
        catch (Exception problem)
        {
            Assert.Fail($"{System.Text.Json.JsonSerializer.Serialize(text)}, strict {options.IsStrict}: {problem}");
        }
    }
}
