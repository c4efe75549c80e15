using System.Text.Json.Nodes;
using LeadOps.Cli.Commands.Lines;

namespace LeadOps.Templates.Tests;

/// <summary>What the members of an object see while it is made.</summary>
internal sealed class ObjectTests
{
    [TestCase("{{ [1, 2] | array.each @(do; ret {n: $0}; end) }}", """[{n: 1}, {n: 2}]""")]
    [TestCase("{{ [1, 2] | array.each @(do; ret {n: ($0 + $.size)}; end) }}", """[{n: 2}, {n: 3}]""")]
    [TestCase("{{ func f(x); ret {n: x, m: {o: (x + 1)}}; end; f 1 }}", """{n: 1, m: {o: 2}}""")]
    [TestCase("{{ for i in 1..2; {n: i, last: for.last}; end }}", """{n: 1, last: false}{n: 2, last: true}""")]
    [TestCase("{{ {a: 1, b: (a + 1)} }}", """{a: 1, b: 2}""")]
    [TestCase("{{ {a: 1, b: this} }}", """{a: 1, b: {a: 1}}""")]
    [TestCase("{{ {a: [this]} }}", """{a: [{}]}""")]
    [TestCase("{{ x = {a: 1}; y = {x: x}; y.x.a = 2; x.a }}", "2")]
    public void Members_see_what_stands_around_them(string template, string text)
    {
        var request = new JsonObject { ["id"] = 1, ["template"] = template };

        var lenient = JsonNode.Parse(JsonLines.Answer(request.ToJsonString()))!;

        Assert.That((string?)lenient["output"], Is.EqualTo(text), lenient.ToJsonString());
        Assert.That(Strictly.Render(template), Is.EqualTo(text));
    }
}
