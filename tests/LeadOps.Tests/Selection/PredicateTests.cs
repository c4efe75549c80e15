using System.Text.Encodings.Web;
using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Selection;
using LeadOps.Templates;

namespace LeadOps.Tests.Selection;

/// <summary>
/// Conditions decided without a portal: what they match, and what of them the portal is asked to filter.
/// </summary>
internal sealed class PredicateTests
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [TestCase(ConditionOperator.Equal, "2026-05-01", "1")]
    [TestCase(ConditionOperator.Not, "2026-05-01", "0 2 3")]
    [TestCase(ConditionOperator.Gt, "2026-05-01", "2 3")]
    [TestCase(ConditionOperator.Gte, "2026-05-01", "1 2 3")]
    [TestCase(ConditionOperator.Lt, "2026-05-01", "0")]
    [TestCase(ConditionOperator.Lte, "2026-05-01", "0 1")]
    [TestCase(ConditionOperator.Gt, "2026-05-01T10:00:00+00:00", "2 3")]
    [TestCase(ConditionOperator.Lte, "2026-05-01T10:00:00+00:00", "0 1")]
    [TestCase(ConditionOperator.Equal, "2026-05-01T00:00:00+00:00", "")]
    public void A_day_against_moments_is_the_whole_day(ConditionOperator op, string operand, string expected)
    {
        string[] moments =
        [
            "2026-04-30T23:59:59+00:00",
            "2026-05-01T10:00:00+00:00",
            "2026-05-02T00:00:00+00:00",
            "2026-05-03T09:00:00+00:00",
        ];

        var predicate = Read("DATE_CREATE", op, operand);

        Assert.That(Found(predicate, moments), Is.EqualTo(expected));
    }

    [TestCase(ConditionOperator.In, "1 2")]
    [TestCase(ConditionOperator.NotIn, "0 3")]
    public void Several_days_are_whole_days(ConditionOperator op, string expected)
    {
        string[] moments =
        [
            "2026-04-30T23:59:59+00:00",
            "2026-05-01T10:00:00+00:00",
            "2026-05-02T23:00:00+00:00",
            "2026-05-03T00:00:00+00:00",
        ];

        var predicate = Read("DATE_CREATE", op, new List<object?> { "2026-05-01", "2026-05-02" });

        Assert.That(Found(predicate, moments), Is.EqualTo(expected));
    }

    [TestCase(
        "DATE_CREATE",
        ConditionOperator.Equal,
        "2026-05-01",
        "{\">=DATE_CREATE\":\"2026-05-01T00:00:00+00:00\",\"<DATE_CREATE\":\"2026-05-02T00:00:00+00:00\"}"
    )]
    [TestCase("DATE_CREATE", ConditionOperator.Gt, "2026-05-01", "{\">=DATE_CREATE\":\"2026-05-02T00:00:00+00:00\"}")]
    [TestCase("DATE_CREATE", ConditionOperator.Gte, "2026-05-01", "{\">=DATE_CREATE\":\"2026-05-01T00:00:00+00:00\"}")]
    [TestCase("DATE_CREATE", ConditionOperator.Lt, "2026-05-01", "{\"<DATE_CREATE\":\"2026-05-01T00:00:00+00:00\"}")]
    [TestCase("DATE_CREATE", ConditionOperator.Lte, "2026-05-01", "{\"<DATE_CREATE\":\"2026-05-02T00:00:00+00:00\"}")]
    [TestCase("DATE_CREATE", ConditionOperator.Not, "2026-05-01", "{}")]
    [TestCase("STATUS_ID", ConditionOperator.Equal, "NEW", "{\"=STATUS_ID\":\"NEW\"}")]
    [TestCase("STATUS_ID", ConditionOperator.Not, "NEW", "{}")]
    [TestCase("OPPORTUNITY", ConditionOperator.Gt, "5", "{\">OPPORTUNITY\":\"5.00\"}")]
    [TestCase("OPPORTUNITY", ConditionOperator.Gte, "0", "{}")]
    [TestCase("OPPORTUNITY", ConditionOperator.Lt, "5", "{}")]
    [TestCase("TITLE", ConditionOperator.Equal, "a", "{}")]
    [TestCase("TITLE", ConditionOperator.Contains, "a", "{}")]
    [TestCase("PHONE", ConditionOperator.Equal, "+7926", "{}")]
    [TestCase("PHONE", ConditionOperator.Empty, "false", "{\"=HAS_PHONE\":\"Y\"}")]
    [TestCase("PHONE", ConditionOperator.Empty, "true", "{}")]
    [TestCase("ORIGIN_ID", ConditionOperator.Equal, "0007", "{\"=ORIGIN_ID\":\"0007\"}")]
    public void The_portal_filters_only_what_it_cannot_lose(
        string field,
        ConditionOperator op,
        string operand,
        string filter
    )
    {
        Assert.That(PortalFilter.Of([Read(field, op, operand)]).ToJsonString(Plain), Is.EqualTo(filter));
    }

    [TestCase("+7 (926) 123-45-67", "+79261234567", true)]
    [TestCase("0079261234567", "+79261234567", true)]
    [TestCase("+79261234567 доб. 12", "7926123456712", true)]
    [TestCase("+79261234567#12", "+79261234567", false)]
    public void Phones_are_equal_by_all_their_digits(string stored, string operand, bool isEqual)
    {
        var value = new MultifieldValue([new MultifieldItem("1", stored, "WORK")]);

        Assert.That(Read("PHONE", ConditionOperator.Equal, operand).Matches(value), Is.EqualTo(isEqual));
        Assert.That(Read("PHONE", ConditionOperator.Not, operand).Matches(value), Is.EqualTo(!isEqual));
    }

    [TestCase(ConditionOperator.Contains, "ROSS", true)]
    [TestCase(ConditionOperator.StartsWith, "anna", true)]
    [TestCase(ConditionOperator.EndsWith, "berg", true)]
    [TestCase(ConditionOperator.Like, "a_na%BERG", true)]
    [TestCase(ConditionOperator.Like, "ross", false)]
    public void Texts_are_searched_without_case(ConditionOperator op, string operand, bool matches) =>
        Assert.That(Read("TITLE", op, operand).Matches(new TextValue("Anna Grossberg")), Is.EqualTo(matches));

    [Test]
    public void An_empty_operand_is_refused() =>
        Assert.That(
            () => Read("TITLE", ConditionOperator.Equal, ""),
            Throws.InstanceOf<InvalidInputException>().With.Message.Contains("compares with an empty value")
        );

    private static Predicate Read(string field, ConditionOperator op, object operand)
    {
        var at = new SourceSpan("m.yml", 1, 1);
        return PredicateReader.Read(
            new Condition(field, at, op, new ScalarValue(at, operand, null)),
            FieldCatalogue.Standard.Find(field)!,
            new TemplateScope(new Dictionary<string, object?>()),
            CancellationToken.None
        );
    }

    private static string Found(Predicate predicate, string[] values) =>
        string.Join(
            ' ',
            values.Index().Where(value => predicate.Matches(new TextValue(value.Item))).Select(value => value.Index)
        );
}
