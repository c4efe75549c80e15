using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Types;

namespace LeadOps.Tests.Fields.Types;

/// <summary>Values as manifests, spreadsheets and people write them: what a field takes, and what it refuses.</summary>
internal sealed class ConversionTests
{
    [TestCase("integer", "9223372036854775807", "9223372036854775807")]
    [TestCase("integer", "9223372036854775808", "! is too large")]
    [TestCase("integer", "1e2", "! is not a whole number")]
    [TestCase("integer", "219E01", "! is not a whole number")]
    [TestCase("integer", "1.5", "! is not a whole number")]
    [TestCase("integer", "12\u200B3", "! is not a whole number; it holds the invisible character U+200B at place 3")]
    [TestCase("integer", "1\u00A0234", "! is not a whole number; it holds the blank U+00A0 at place 2")]
    [TestCase(
        "double",
        "12\u2009500.5",
        "! is not a number; write it with a dot, such as 12500.50; it holds the blank U+2009 at place 3"
    )]
    [TestCase(
        "double",
        "1 234,56",
        "! is not a number; write it with a dot, such as 12500.50; if it is a cell of rows"
    )]
    [TestCase("double", "0.125", "0.125")]
    [TestCase("money", "300|EUR", "300|EUR")]
    [TestCase("money", "300 eur", "300|EUR")]
    [TestCase("money", "300|XYZ", "! has a currency that this portal does not have; it has EUR, RUB")]
    [TestCase("money", "300", "! is not an amount with its currency")]
    [TestCase("crm_contact", "9223372036854775808", "! is not an id")]
    [TestCase("datetime", "2026-05-01", "2026-05-01T00:00:00+00:00")]
    [TestCase("date", "2026-05-01T10:00:00Z", "2026-05-01")]
    [TestCase("boolean", "Y", "1")]
    [TestCase("char", "true", "Y")]
    [TestCase("char", "maybe", "! is not Y or N")]
    public void A_field_takes_or_refuses(string type, string value, string expected)
    {
        var (field, kind) = Field(type);
        var converted = kind.Convert(value, field);

        if (expected.StartsWith('!'))
        {
            Assert.That(converted.Problem, Does.StartWith(expected[2..]));
        }
        else
        {
            Assert.That(converted.Text, Is.EqualTo(expected));
        }
    }

    [TestCase("date", "2026-05-01T03:00:00+03:00")]
    [TestCase("date", "2026-04-30T19:00:00-05:00")]
    public void A_date_field_is_a_day_in_templates(string type, string value) =>
        Assert.That(Field(type).Kind.ToTemplate(value), Is.EqualTo(new DateTime(2026, 5, 1)).And.TypeOf<DateTime>());

    [Test]
    public void An_amount_that_the_portal_cannot_keep_is_refused()
    {
        var field = FieldCatalogue.Standard.Find("OPPORTUNITY")!;

        Assert.That(FieldValues.Convert(field, "9999999999999999.99").Problem, Is.Null);
        Assert.That(FieldValues.Convert(field, "10000000000000000").Problem, Does.Contain("is too large"));
    }

    [TestCase("2026-12-24T02:00:00+02:00", "2026-12-24")]
    [TestCase("2026-12-24T00:00:00+00:00", "2026-12-24")]
    [TestCase("2026-12-23T19:00:00-05:00", "2026-12-24")]
    [TestCase("2026-12-23T21:30:00-02:30", "2026-12-24")]
    [TestCase("2026-12-24T10:00:00-05:00", "2026-12-24")]
    [TestCase("2026-12-24", "2026-12-24")]
    public void A_day_is_the_same_wherever_the_portal_stands(string held, string day)
    {
        var (_, kind) = Field("date");

        Assert.That(kind.Same(held, day), Is.True);
        Assert.That(kind.Key(held), Is.EqualTo(day));
    }

    [Test]
    public void A_date_of_a_workbook_is_a_day()
    {
        var (field, kind) = Field("datetime");

        Assert.That(kind.Operand(new DateTime(2026, 5, 1), field).Text, Is.EqualTo("2026-05-01"));
        Assert.That(
            kind.Operand(new DateTime(2026, 5, 1, 9, 0, 0), field).Text,
            Is.EqualTo("2026-05-01T09:00:00+00:00")
        );
    }

    [TestCase("79001234567.0")]
    [TestCase("7.9E+10")]
    [TestCase("7,90012E+10")]
    [TestCase("4.41E+11")]
    [TestCase("4930901820.00")]
    [TestCase("79001234567,0")]
    public void A_phone_that_a_spreadsheet_made_a_number_is_refused(string value)
    {
        var converted = FieldValues.Convert(FieldCatalogue.Standard.Find("PHONE")!, value);

        Assert.That(converted.Problem, Does.Contain($"`{value}` is a phone that a spreadsheet turned into a number"));
    }

    [TestCase("+7926\u200E1234567", "+79261234567")]
    [TestCase("+7926\uFE0F1234567", "+79261234567")]
    [TestCase("+7926\u20091234567", "+7926 1234567")]
    [TestCase("+7926\t1234567", "+7926 1234567")]
    [TestCase("+49.30.123456", "+49.30.123456")]
    [TestCase("+49 30 123456-0", "+49 30 123456-0")]
    public void Invisible_characters_in_a_phone_are_cleaned(string value, string stored)
    {
        var converted = (MultifieldValue)FieldValues.Convert(FieldCatalogue.Standard.Find("PHONE")!, value).Value!;

        Assert.That(converted.Items[0].Value, Is.EqualTo(stored));
    }

    [Test]
    public void An_invisible_character_in_an_email_is_named() =>
        Assert.That(
            FieldValues.Convert(FieldCatalogue.Standard.Find("EMAIL")!, "a\u200Bb@acme.example").Problem,
            Does.Contain("the invisible character U+200B at place 2")
        );

    [TestCase("+79261234567 доб. 12", true)]
    [TestCase("+79261234567#12", true)]
    [TestCase("7926123456712", true)]
    [TestCase("+7 926 123-45-67", false)]
    [TestCase("+86 138 1234 5678", false)]
    [TestCase("+49 1521 1234567", false)]
    public void An_extension_is_noticed(string phone, bool hasOne) =>
        Assert.That(PhoneText.MayHaveExtension(phone), Is.EqualTo(hasOne));

    private static (FieldDefinition Field, FieldType Kind) Field(string type)
    {
        var kind = FieldTypes.Of(
            type,
            new FieldContext("UF_CRM_X", TimeZoneInfo.Utc, []) { Currencies = ["EUR", "RUB"] }
        );
        return (
            new FieldDefinition
            {
                Name = "UF_CRM_X",
                Type = type,
                Title = "X",
                Kind = kind,
            },
            kind
        );
    }
}
