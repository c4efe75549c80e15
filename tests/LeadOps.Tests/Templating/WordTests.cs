using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Tests.Templating;

/// <summary>The everyday words of templates, without a portal.</summary>
internal sealed class WordTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 10, 30, 0, TimeSpan.FromHours(3));

    private static readonly Manifest Empty = new()
    {
        File = "m.yml",
        Name = "m",
        Vars = new Dictionary<string, object?> { ["days"] = "30" },
        Digested = new Lazy<string>(""),
    };

    private static object? Value(string template) =>
        Template
            .Parse(template, TemplateMode.Text, TemplateOptions.Strict)
            .EvaluateScalar(
                new ScopeBuilder(
                    FieldCatalogue.Standard,
                    new RunFacts(Now, "Anna", "test", "example.test", new Dictionary<string, string>())
                ).Build(Empty, null, null, null),
                CancellationToken.None
            );

    [TestCase("{{ ago 30 'days' }}", "2026-05-02T10:30:00+03:00")]
    [TestCase("{{ ago 1 'day' }}", "2026-05-31T10:30:00+03:00")]
    [TestCase("{{ ago 36 'hours' }}", "2026-05-30T22:30:00+03:00")]
    [TestCase("{{ ago 90 'minutes' }}", "2026-06-01T09:00:00+03:00")]
    [TestCase("{{ ago 2 'weeks' }}", "2026-05-18T10:30:00+03:00")]
    [TestCase("{{ ago 3 'months' }}", "2026-03-01T10:30:00+03:00")]
    [TestCase("{{ ago 1 'year' }}", "2025-06-01T10:30:00+03:00")]
    [TestCase("{{ ago vars.days 'days' }}", "2026-05-02T10:30:00+03:00", Description = "`--var` is text")]
    [TestCase("{{ run.now }}", "2026-06-01T10:30:00+03:00")]
    [TestCase("{{ run.now | date.add_days (-7) }}", "2026-05-25T10:30:00+03:00")]
    public void A_time_is_counted_from_the_plan(string template, string wanted) =>
        Assert.That(
            Value(template),
            Is.EqualTo(DateTimeOffset.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture))
        );

    [TestCase("{{ ago 30 'dayz' }}", "Did you mean `days`?")]
    [TestCase("{{ ago 'many' 'days' }}", "`many` is not a number")]
    [TestCase("{{ ago (-3) 'days' }}", "`-3` is not a number from 0 on")]
    [TestCase("{{ ago 1.5 'months' }}", "whole number")]
    [TestCase("{{ ago 9999 'years' }}", "before the year 1")]
    [TestCase("{{ text.append 'a' '' }}", "the note is empty")]
    [TestCase("{{ phone.normalize 'none' 'DE' }}", "`none` is not a phone number of DE")]
    [TestCase("{{ phone.normalize '030 123456' }}", "give a country as second argument")]
    [TestCase("{{ phone.normalize '030 123456' 'Germany' }}", "`Germany` is not a country")]
    [TestCase("{{ phone.normalize '7.9E+10' 'RU' }}", "a spreadsheet turned into a number")]
    [TestCase("{{ phone.normalize '+49 30 123456; +49 30 123457' 'DE' }}", "holds several phones")]
    [TestCase("{{ phone.normalize [{VALUE: '030 123456'}, {VALUE: 'none'}] 'DE' }}", "`none` is not a phone number")]
    public void What_cannot_be_meant_is_told(string template, string told) =>
        Assert.That(() => Value(template), Throws.TypeOf<TemplateException>().With.Message.Contains(told));

    [TestCase("", "note", "note")]
    [TestCase("old", "note", "old\nnote")]
    [TestCase("old\n", "note", "old\nnote")]
    [TestCase("old\nnote", "note", "old\nnote")]
    [TestCase("note\r\nnewer", "note", "note\r\nnewer", Description = "other line ends, and text below")]
    [TestCase("old\n note ", "note", "old\n note ")]
    [TestCase("note 12", "note 1", "note 12\nnote 1", Description = "part of a line is another text")]
    [TestCase("old\na\nb\nnew", "a\nb", "old\na\nb\nnew", Description = "a note of two lines")]
    [TestCase("a\nc", "a\nb", "a\nc\na\nb")]
    public void A_note_is_added_once(string text, string note, string wanted) =>
        Assert.That(
            Template
                .Parse("{{ text.append old note }}", TemplateMode.Text, TemplateOptions.Strict)
                .EvaluateScalar(
                    new TemplateScope(
                        new Dictionary<string, object?>(ScopeFunctions.Of(FieldCatalogue.Standard, Now))
                        {
                            ["old"] = text,
                            ["note"] = note,
                        }
                    ),
                    CancellationToken.None
                ),
            Is.EqualTo(wanted)
        );

    [Test]
    public void A_list_of_phones_keeps_ids_and_types()
    {
        var phones =
            (IReadOnlyList<object?>)
                Value(
                    "{{ phone.normalize [{ID: 7, VALUE: '030 123456', VALUE_TYPE: 'WORK'}, {VALUE: "
                        + "'+4930654321'}] 'DE' }}"
                )!;

        var first = (IReadOnlyDictionary<string, object?>)phones[0]!;
        var second = (IReadOnlyDictionary<string, object?>)phones[1]!;
        Assert.That((first["ID"], first["VALUE"], first["VALUE_TYPE"]), Is.EqualTo((7, "+4930123456", "WORK")));
        Assert.That(second["VALUE"], Is.EqualTo("+4930654321"));
    }
}
