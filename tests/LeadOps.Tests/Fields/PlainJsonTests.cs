using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadOps.Fields;
using LeadOps.Templates;

namespace LeadOps.Tests.Fields;

/// <summary>Digests of manifests are made of this text, so that it stays what the serializer once made of it.</summary>
public sealed class PlainJsonTests
{
    private static readonly object?[] Values =
    [
        null,
        true,
        "plain",
        "Ünïcode, \"quotes\" <tag> + 'more' \u2028 😀\n",
        "half \ud83d of a character",
        0,
        -7,
        long.MaxValue,
        1.50m,
        79228162514264337593543950335m,
        0.1,
        1e300,
        2.5f,
        'x',
        new DateTime(2026, 3, 1),
        new DateTime(2026, 3, 1, 10, 20, 30, 45, DateTimeKind.Utc),
        new DateTimeOffset(2026, 3, 1, 10, 20, 30, TimeSpan.FromHours(3)),
        new TimeSpan(1, 2, 3, 4),
        new WrittenNumber("1e3", 1000),
        new List<object?> { 1, "two", null, new List<object?>() },
        new object?[] { 1, new object?[] { "x" } },
        new Dictionary<string, object?>
        {
            ["Имя"] = "x",
            ["empty"] = null,
            ["in"] = new Dictionary<string, object?> { ["a.b"] = 1 },
        },
        new Dictionary<string, int> { ["a"] = 1 }.Keys,
    ];

    [TestCaseSource(nameof(Values))]
    public void Plain_data_is_written_as_the_serializer_would(object? value) =>
        Assert.That(PlainJson.Text(value), Is.EqualTo(JsonSerializer.Serialize(value)));

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    [TestCaseSource(nameof(Values))]
    public void Its_texts_are_escaped_as_far_as_is_asked(object? value) =>
        Assert.That(
            PlainJson.Text(value, new JsonWriterOptions { Encoder = Readable.Encoder, Indented = true }),
            Is.EqualTo(JsonSerializer.Serialize(value, Readable))
        );

    private static readonly (object Value, string Text)[] Others =
    [
        (BigInteger.Pow(10, 30), "1000000000000000000000000000000"),
        (double.NaN, "\"NaN\""),
        (new Named(), """{"TITLE":"x","ID":7}"""),
    ];

    [Test]
    public void Other_values_of_templates_have_a_text_too(
        [ValueSource(nameof(Others))] (object Value, string Text) other
    ) => Assert.That(PlainJson.Text(other.Value), Is.EqualTo(other.Text));

    private sealed class Named : ITemplateObject
    {
        private static readonly Dictionary<string, object?> Members = new() { ["TITLE"] = "x", ["ID"] = 7 };

        public IEnumerable<string> Names => Members.Keys;

        public bool TryGet(string name, out object? value) => Members.TryGetValue(name, out value);
    }
}
