using System.Text.Json;
using LeadOps.Fields;

namespace LeadOps.Tests.Fields;

/// <summary>Portals and their modules spell one value in several ways; all mean the same.</summary>
internal sealed class PortalValuesTests
{
    private static FieldValue Read(string field, string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return PortalValues.Read(FieldCatalogue.Standard.Find(field)!, document.RootElement);
    }

    [TestCase("COMMENTS")]
    [TestCase("BIRTHDATE")]
    [TestCase("CONTACT_ID")]
    [TestCase("SOURCE_ID")]
    [TestCase("PHONE")]
    [TestCase("CONTACT_IDS")]
    public void Nothing_is_null_false_an_empty_text_or_an_empty_list(string field)
    {
        foreach (var answer in new[] { "null", "false", "\"\"", "[]" })
        {
            Assert.That(Read(field, answer).IsEmpty, Is.True, answer);
        }
    }

    [TestCase("false", "N")]
    [TestCase("\"0\"", "N")]
    [TestCase("\"N\"", "N")]
    [TestCase("true", "Y")]
    [TestCase("1", "Y")]
    public void A_flag_can_be_false(string answer, string value) =>
        Assert.That(Read("OPENED", answer), Is.EqualTo(new TextValue(value)));

    [TestCase("[410, \"411\"]")]
    [TestCase("{\"0\": 410, \"2\": \"411\"}")]
    public void A_list_with_gaps_is_an_object_in_PHP(string answer) =>
        Assert.That(((ListValue)Read("CONTACT_IDS", answer)).Items, Is.EqualTo(new[] { "410", "411" }));

    [TestCase("""[{"ID":"3","VALUE":"+49 30 7","VALUE_TYPE":"HOME"}]""", "3")]
    [TestCase("""{"7":{"ID":3,"VALUE":"+49 30 7","VALUE_TYPE":"HOME"}}""", "3")]
    [TestCase("""[{"VALUE":"+49 30 7","VALUE_TYPE":"HOME"}]""", null)]
    public void A_phone_is_read_whatever_holds_it(string answer, string? id) =>
        Assert.That(
            ((MultifieldValue)Read("PHONE", answer)).Items,
            Is.EqualTo(new[] { new MultifieldItem(id, "+49 30 7", "HOME") })
        );
}
