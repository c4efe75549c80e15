namespace LeadOps.Templates.Tests;

/// <summary>A number of a YAML file that keeps its spelling: text, but a number beside an operator.</summary>
internal sealed class WrittenNumberTests
{
    private static readonly Dictionary<string, object?> Model = new()
    {
        ["e"] = new WrittenNumber("1e3", 1000m),
        ["h"] = new WrittenNumber("0x1F", 31),
        ["row"] = new Dictionary<string, object?>
        {
            ["e"] = new WrittenNumber("1e3", 1000m),
            ["zip"] = "0007",
            ["cell"] = "250",
        },
    };

    [TestCase("e", "1e3")]
    [TestCase("$'{e}'", "1e3")]
    [TestCase("e | string.size", "3")]
    [TestCase("row", "{e: \"1e3\", zip: \"0007\", cell: \"250\"}")]
    [TestCase("row | object.to_json", "{\"e\":\"1e3\",\"zip\":\"0007\",\"cell\":\"250\"}")]
    [TestCase("['1e3'] | array.contains e", "true")]
    [TestCase("[e, h] | array.join ','", "1e3,0x1F")]
    [TestCase("e + 'x'", "1e3x")]
    [TestCase("'x' + h", "x0x1F")]
    [TestCase("e == '1e3'", "true")]
    [TestCase("row.e == '1e3'", "true")]
    [TestCase("e ?? 'none'", "1e3")]
    [TestCase("(e)", "1e3")]
    [TestCase("e.size", "3")]
    [TestCase("row.e.size", "3")]
    [TestCase("e[0]", "1")]
    [TestCase("e[-1]", "3")]
    [TestCase("e | string.slice 1", "e3")]
    [TestCase("for c in e; c; '.'; end", "1.e.3.")]
    [TestCase("o = {}; o[e] = 1; o", "{\"1e3\": 1}")]
    [TestCase("{k: e}", "{k: \"1e3\"}")]
    [TestCase("case e; when 1000; 'number'; when '1e3'; 'text'; end", "text")]
    [TestCase("e | object.typeof", "string")]
    [TestCase("e | string.to_float", "1000")]
    public void It_is_its_text(string expression, string wanted) =>
        Assert.That(Outcome(expression), Is.EqualTo(wanted));

    [TestCase("e * 2", "2000")]
    [TestCase("h + 1", "32")]
    [TestCase("e + h", "1031")]
    [TestCase("2 * (row.e)", "2000")]
    [TestCase("-h", "-31")]
    [TestCase("e / 8", "125")]
    [TestCase("e % 7", "6")]
    [TestCase("h > 30", "true")]
    [TestCase("e == 1000", "true")]
    [TestCase("e > h", "true")]
    [TestCase("x = e; x * 2", "2000")]
    [TestCase("x = 1; x += h; x", "32")]
    [TestCase("x = h; x++; x", "3132")]
    [TestCase("h | math.plus 1", "32")]
    [TestCase("1 | math.plus h", "32")]
    [TestCase("math.times h 2", "62")]
    [TestCase("e | math.round", "1000")]
    [TestCase("e | math.format 'N0'", "1,000")]
    [TestCase("h | math.is_number", "true")]
    [TestCase("29..h", "[29, 30, 31]")]
    [TestCase("h << 1", "62")]
    public void It_counts_beside_an_operator(string expression, string wanted) =>
        Assert.That(Outcome(expression), Is.EqualTo(wanted));

    [TestCase("row.zip * 2")]
    [TestCase("row.cell * 2")]
    [TestCase("e * row.cell")]
    public void Text_is_not_calculated_with(string expression) =>
        Assert.That(Outcome(expression), Does.StartWith("error: ").And.Contain("is text, not a number"));

    [Test]
    public void What_leaves_the_template_is_the_text() =>
        Assert.That(
            Strictly.Parse("{{ e }}").EvaluateScalar(new TemplateScope(Model), CancellationToken.None),
            Is.EqualTo("1e3")
        );

    private static string Outcome(string expression)
    {
        try
        {
            return Strictly.Parse($"{{{{ {expression} }}}}").Render(new TemplateScope(Model), CancellationToken.None);
        }
        catch (TemplateException problem)
        {
            return "error: " + problem.Message;
        }
    }
}
