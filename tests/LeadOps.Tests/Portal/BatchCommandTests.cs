using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using LeadOps.Portal;

namespace LeadOps.Tests.Portal;

internal sealed class BatchCommandTests
{
    private static readonly string[] Hard =
    [
        "+",
        "%",
        "&",
        "#",
        "=",
        "[",
        "]",
        "a%26b",
        "\"",
        "'",
        "\\",
        "\n",
        "\r\n",
        "\t",
        " ",
        "😀",
        "Привет",
        "?",
        "/",
        ";",
        "a[b]=c",
        "%5B",
        "100%",
        "é",
        "$",
        "<br>",
    ];

    [Test]
    public void Every_text_survives_a_batch_byte_for_byte() =>
        Prop.ForAll(
                Texts().ToArbitrary(),
                text =>
                {
                    var call = new PortalCall(
                        "crm.lead.update",
                        new JsonObject
                        {
                            ["id"] = 42,
                            ["fields"] = new JsonObject
                            {
                                ["TITLE"] = text,
                                ["PHONE"] = new JsonArray(
                                    new JsonObject { ["ID"] = "7", ["VALUE"] = text },
                                    new JsonObject { ["VALUE"] = "+49 30", ["VALUE_TYPE"] = text }
                                ),
                            },
                        }
                    );

                    var (method, parameters) = PhpQuery.Parse(BatchCommand.Write(call));

                    return method == call.Method && JsonNode.DeepEquals(parameters, Strings(call.Parameters));
                }
            )
            .QuickCheckThrowOnFailure();

    [TestCase("$result[a]", ExpectedResult = true)]
    [TestCase("see $total[x] there", ExpectedResult = true)]
    [TestCase("$NEXT[x]", ExpectedResult = true)]
    [TestCase("$time[", ExpectedResult = true)]
    [TestCase("$error[c0]", ExpectedResult = true)]
    [TestCase("$result", ExpectedResult = false)]
    [TestCase("result[0] $5", ExpectedResult = false)]
    public bool Text_that_looks_like_a_reference_goes_direct(string text) => Update(text).NeedsDirect;

    [Test]
    public void What_a_query_cannot_spell_goes_direct() =>
        Assert.Multiple(() =>
        {
            Assert.That(Update(null).NeedsDirect);
            Assert.That(Update(new JsonArray()).NeedsDirect);
            Assert.That(Update(true).NeedsDirect);
            Assert.That(Update(new JsonObject { ["a]b"] = 1 }).NeedsDirect);
            Assert.That(
                Update(new JsonArray([.. Enumerable.Range(0, 1000).Select(i => JsonValue.Create(i))])).NeedsDirect
            );
            Assert.That(Update(5).NeedsDirect, Is.False);
            Assert.That(Update("").NeedsDirect, Is.False);
        });

    [Test]
    public void A_boolean_to_read_by_is_written_as_php_does()
    {
        var call = new PortalCall(
            "user.get",
            new JsonObject
            {
                ["FILTER"] = new JsonObject { ["ACTIVE"] = true, ["X"] = false },
            }
        );

        Assert.That(call.NeedsDirect, Is.False);
        Assert.That(BatchCommand.Write(call), Is.EqualTo("user.get?FILTER[ACTIVE]=1&FILTER[X]=0"));
    }

    private static PortalCall Update(JsonNode? value) =>
        new(
            "crm.lead.update",
            new JsonObject
            {
                ["id"] = 1,
                ["fields"] = new JsonObject { ["UF_CRM_X"] = value },
            }
        );

    private static Gen<string> Texts() =>
        from parts in Gen.ListOf(
            Gen.OneOf(Gen.Elements(Hard), Gen.Choose(32, 0x2FFF).Select(code => new Rune(code).ToString()))
        )
        select string.Concat(parts);

    private static JsonNode Strings(JsonNode node) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Strings(pair.Value!)))
            ),
            JsonArray items => new JsonObject(
                items.Select(
                    (item, i) =>
                        KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), (JsonNode?)Strings(item!))
                )
            ),
            _ => node.ToString(),
        };
}
