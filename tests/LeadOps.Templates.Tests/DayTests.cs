namespace LeadOps.Templates.Tests;

/// <summary>A day against a moment means the whole day, on both sides of every operator.</summary>
internal sealed class DayTests
{
    private static readonly string[] Signs = ["<", "<=", "==", "!=", ">=", ">"];

    [TestCase("lead.DATE_CREATE", "'2026-02-28'", "<= == >=")]
    [TestCase("lead.DATE_CREATE", "'2026-02-27'", "!= >= >")]
    [TestCase("lead.DATE_CREATE", "'2026-03-01'", "< <= !=")]
    [TestCase("lead.DATE_CREATE", "(date.parse '2026-02-28')", "<= == >=")]
    [TestCase("lead.DATE_CREATE", "(date.parse '28.02.2026' '%d.%m.%Y')", "<= == >=")]
    [TestCase("lead.DATE_CREATE", "(date.parse '2026-02-27' | date.add_days 1)", "<= == >=")]
    [TestCase("'2026-02-28'", "lead.DATE_CREATE", "<= == >=")]
    [TestCase("'2026-03-01'", "lead.DATE_CREATE", "!= >= >")]
    [TestCase("lead.DATE_CREATE", "'2026-02-28T00:00:00'", "!= >= >")]
    [TestCase("lead.DATE_CREATE", "'2026-02-28T23:05:09'", "<= == >=")]
    [TestCase("lead.DATE_CREATE", "'2026-02-28T20:05:09Z'", "<= == >=")]
    [TestCase("(date.parse '2026-02-28T10:00')", "'2026-02-28'", "<= == >=")]
    [TestCase("(date.parse '2026-02-28')", "'2026-02-28'", "<= == >=")]
    public void A_day_is_compared_as_a_whole(string left, string right, string holds) =>
        Assert.That(
            Signs.Where(sign => Strictly.Render($"{{{{ {left} {sign} {right} }}}}") == "true"),
            Is.EqualTo(holds.Split(' '))
        );

    [TestCase("{{ date.parse '2026-02-28' }}", "2026-02-28")]
    [TestCase("{{ date.parse '2026-02-28T10:30' }}", "2026-02-28T10:30:00")]
    [TestCase("{{ date.parse '2026-02-27' | date.add_days 1 }}", "2026-02-28")]
    [TestCase("{{ date.parse '2026-02-27' | date.add_hours 1 }}", "2026-02-27T01:00:00")]
    [TestCase("{{ lead.DATE_CREATE }}", "2026-02-28T23:05:09+03:00")]
    [TestCase("{{ '28.02.2026' | date.parse_to_string '%F' input_pattern: '%d.%m.%Y' }}", "2026-02-28")]
    [TestCase("{{ (date.parse '2026-02-28') + ' x' }}", "2026-02-28 x")]
    [TestCase("{{ (date.parse '2026-02-28') - (timespan.from_days 1) }}", "2026-02-27")]
    public void A_day_prints_without_a_time(string template, string printed) =>
        Assert.That(Strictly.Render(template), Is.EqualTo(printed));

    [TestCase("%F %T %Z", "2026-02-28 23:05:09 +03:00")]
    [TestCase("%s", "1772309109")]
    [TestCase("%%Z %d.%m.%Y", "%Z 28.02.2026")]
    public void The_offset_of_a_shown_date_is_its_own(string pattern, string shown) =>
        Assert.That(Strictly.Render($"{{{{ lead.DATE_CREATE | date.to_string '{pattern}' }}}}"), Is.EqualTo(shown));

    [TestCase("{{ date.parse '2026-02-28' | date.to_string '%s' }}")]
    [TestCase("{{ date.parse_to_string '2026-02-28' '%F %Z' }}")]
    public void A_date_without_an_offset_does_not_take_that_of_the_machine(string template) =>
        Assert.That(Strictly.Outcome(template), Does.Contain("needs a date with an offset"));

    [TestCase("'01.03.2026'")]
    [TestCase("'3/1/2026'")]
    public void A_day_that_may_be_two_days_is_not_compared(string text) =>
        Assert.That(Strictly.Outcome($"{{{{ lead.DATE_CREATE > {text} }}}}"), Does.Contain("is not a date"));

    [TestCase("{{ date.parse '10:00' }}")]
    [TestCase("{{ date.parse '10:00:00' }}")]
    [TestCase("{{ date.parse 'May 1' }}")]
    [TestCase("{{ lead.DATE_CREATE > '10:00:00' }}")]
    public void A_text_without_a_year_is_not_a_date_of_today(string template) =>
        Assert.That(Strictly.Outcome(template), Does.StartWith("error: ").And.Contain("is not a date"));

    [TestCase("{{ lead.DATE_CREATE | date.add_days 9999999 }}")]
    [TestCase("{{ lead.DATE_CREATE | date.add_years 9999 }}")]
    [TestCase("{{ lead.DATE_CREATE + (timespan.from_days 9999999) }}")]
    [TestCase("{{ (date.parse '2026-02-28') - (timespan.from_days 999999) }}")]
    public void A_date_ends_with_the_year_9999(string template) =>
        Assert.That(Strictly.Outcome(template), Is.EqualTo("error: The result lies outside the years 1 to 9999."));
}
