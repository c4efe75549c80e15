#if SCRIBAN_ORACLE
using System.Globalization;
using System.Text.Json.Nodes;
using Oracle = global::Scriban;

namespace LeadOps.Scriban.Tests;

/// <summary>
/// The real engine beside ours, on recorded templates and on mutants of them. Built only with `-p:ScribanOracle=true`; nothing
/// else refers to the package.
/// </summary>
internal sealed class OracleTests
{
    private const int Mutants = 3000;

    private static readonly string[] Unsteady = ["now", "random", "uuid", "tablerow", "object.kind"];

    [Test]
    public void Recorded_templates_and_their_mutants_render_alike()
    {
        var cases = ConformanceCase.ReadAll().Select(line => JsonNode.Parse(line)!.AsObject()).Where(IsPlain).ToList();
        var random = new Random(7);

        var differences = cases
            .Select(one => Difference((string)one["template"]!, one["model"]))
            .Concat(Enumerable.Range(0, Mutants).Select(_ => Mutant(random, cases)))
            .Where(difference => difference is not null)
            .ToList();

        Assert.That(differences, Is.Empty, string.Join(Environment.NewLine, differences.Take(50)));
    }

    private static bool IsPlain(JsonObject one) =>
        one["mode"] is null
        && one["options"] is null
        && one["needs"] is null
        && !Unsteady.Any(word => ((string)one["template"]!).Contains(word, StringComparison.Ordinal));

    /// <summary>The beginning of one template and the end of another, with the model of the first.</summary>
    private static string? Mutant(Random random, List<JsonObject> cases)
    {
        var (first, second) = (cases[random.Next(cases.Count)], cases[random.Next(cases.Count)]);
        var (head, tail) = ((string)first["template"]!, (string)second["template"]!);
        return Difference(head[..random.Next(head.Length + 1)] + tail[random.Next(tail.Length + 1)..], first["model"]);
    }

    private static string? Difference(string template, JsonNode? model)
    {
        var (theirs, ours) = (Theirs(template, model), Ours(template, model));
        return theirs == ours ? null : $"{JsonValue.Create(template).ToJsonString()}: theirs {theirs}, ours {ours}";
    }

    private static string Ours(string template, JsonNode? model)
    {
        var request = new JsonObject { ["template"] = template, ["model"] = model?.DeepClone() };
        var answer = JsonNode.Parse(JsonLines.Answer(request.ToJsonString()))!;
        return answer["error"] is { } error ? $"error {error["line"]}:{error["column"]}" : (string)answer["output"]!;
    }

    private static string Theirs(string text, JsonNode? model)
    {
        var template = Oracle.Template.Parse(text);
        if (template.HasErrors)
        {
            return Place(template.Messages[0].Span);
        }

        var context = new Oracle.TemplateContext { NewLine = "\n" };
        context.PushCulture(CultureInfo.InvariantCulture);
        context.PushGlobal((Oracle.Runtime.ScriptObject?)Value(model) ?? []);
        try
        {
            return template.Render(context);
        }
        catch (Oracle.Syntax.ScriptRuntimeException problem)
        {
            return Place(problem.Span);
        }
    }

    private static string Place(Oracle.Parsing.SourceSpan span) =>
        $"error {span.Start.Line + 1}:{span.Start.Column + 1}";

    private static object? Value(JsonNode? node) =>
        node switch
        {
            null => null,
            JsonObject { Count: 1 } wrapped when wrapped.First() is var (name, value) && name[0] == '$' => Wrapped(
                name,
                value!.ToString()
            ),
            JsonObject members => Members(members),
            JsonArray items => new Oracle.Runtime.ScriptArray(items.Select(Value)),
            JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            _ => Number(node.ToJsonString()),
        };

    private static Oracle.Runtime.ScriptObject Members(JsonObject members)
    {
        var made = new Oracle.Runtime.ScriptObject();
        foreach (var (name, value) in members)
        {
            made[name] = Value(value);
        }

        return made;
    }

    private static object Number(string text) =>
        text.AsSpan().IndexOfAny(".eE") >= 0 ? double.Parse(text, CultureInfo.InvariantCulture)
        : int.TryParse(text, CultureInfo.InvariantCulture, out var small) ? small
        : (object)long.Parse(text, CultureInfo.InvariantCulture);

    private static object Wrapped(string name, string text) =>
        name switch
        {
            "$date" => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            "$decimal" => decimal.Parse(text, CultureInfo.InvariantCulture),
            "$long" => long.Parse(text, CultureInfo.InvariantCulture),
            "$double" => double.Parse(text, CultureInfo.InvariantCulture),
            "$float" => float.Parse(text, CultureInfo.InvariantCulture),
            "$timespan" => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
            _ => throw new FormatException(name),
        };
}
#endif
