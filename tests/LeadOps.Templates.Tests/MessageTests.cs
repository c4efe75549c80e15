using System.Text.RegularExpressions;

namespace LeadOps.Templates.Tests;

/// <summary>Messages speak to the author of a manifest: a place, what is wrong, what to write.</summary>
internal sealed partial class MessageTests
{
    [TestCase("{{ leed.TITLE }}", "Did you mean `lead`?", 1, 4)]
    [TestCase("{{ lead.TITEL }}", "Did you mean `TITLE`?", 1, 9)]
    [TestCase("{{ @string.upcase }}", "Leave out the `@`", 1, 1)]
    [TestCase("a {{ [1, @string.upcase] }}", "Leave out the `@`", 1, 0)]
    [TestCase(
        "{{ lead.TITLE | string.upcas }}",
        "The function `string.upcas` was not found. Did you mean `upcase`?",
        1,
        24
    )]
    [TestCase("{{ lead.TITLE | sting.upcase }}", "Did you mean `string`?", 1, 17)]
    [TestCase("{{ lead.DATE_CREATE | date.add_days -7 }}", "Write the number as `(-7)`", 1, 38)]
    [TestCase("{{ 5 | math.plus -3 }}", "`(-3)`", 1, 19)]
    [TestCase("{{ date.add_days lead.DATE_CREATE -7 }}", "`(-7)`", 1, 36)]
    [TestCase("{{ math.abs -1 }}", "`(-1)`", 1, 14)]
    [TestCase("{{ 5 | math.minus +1 }}", "`(+1)`", 1, 20)]
    [TestCase("{{ 'abc' | string.slice 0 -1 }}", "`string.slice` takes one more argument: here `-1` belongs", 1, 28)]
    [TestCase("{{ 1.25 | math.round -1 }}", "`(-1)`", 1, 23)]
    [TestCase("{{ [1] | array.insert_at -1 5 }}", "`array.insert_at -1` calculates", 1, 27)]
    [TestCase("{{ math.format -1 'N2' }}", "`(-1)`", 1, 17)]
    [TestCase("{{ lead.TITLE | upcase }}", "Did you mean `string.upcase`?", 1, 17)]
    [TestCase("{{ '4.5' | math.round }}", "`4.5` is text, not a number. Write `| string.to_float` behind it.", 1, 4)]
    [TestCase("{{ '2026-05-01' | date.add_days 1 }}", "is text, not a date. Write `| date.parse` behind it.", 1, 19)]
    [TestCase("{{ 'a' | string.pad_left 'b' }}", "`b` is text, not a number", 1, 26)]
    [TestCase("{{ lead.TAGS | math.round }}", "This is a value of the kind array, not a number.", 1, 4)]
    [TestCase("{{ 5 | array.first }}", "This is a value of the kind int, not a value of the kind array.", 1, 4)]
    [TestCase("{{ lead.TITLE | string.upcase 1 2 }}", "Too many arguments; the most is 1", 1, 17)]
    [TestCase("{{ 5 6 }}", "This is not a function: `5` (int)", 1, 4)]
    [TestCase("{{ end }}", "Found <end> statement without", 1, 6)]
    [TestCase("{{ lead.DATE_CREATE > 'soon' }}", "`soon` is not a date; compare a date with ISO text", 1, 21)]
    [TestCase("{{ date.parse '01.02.2026' }}", "or give a pattern", 1, 4)]
    [TestCase("{{ 5 | twice.x }}", "", 1, 0)]
    [TestCase("{{ regex.match lead.TITLE '\\w+' }}", "Write `\\\\` for a backslash", 1, 27)]
    [TestCase("{{ lead.ID.x }}", "a value of the kind int has no members", 1, 12)]
    public void The_message_tells_what_to_write(string template, string told, int line, int column)
    {
        var error = Strictly.Error(template);

        Assert.That(error.Message, Does.Contain(told));
        Assert.That((error.Line, column == 0 ? 0 : error.Column), Is.EqualTo((line, column)));
    }

    [TestCase("{{ @string.upcase }}")]
    [TestCase("{{ [1, { a: @string.upcase }] }}")]
    public void A_function_that_is_not_called_is_no_value(string template) =>
        Assert.That(
            () => Strictly.Value(template),
            Throws.TypeOf<TemplateException>().With.Message.Contains("Leave out the `@`")
        );

    [Test]
    public void A_pipe_that_is_too_long_is_told_as_such()
    {
        var pipe = "{{ 1" + string.Concat(Enumerable.Repeat(" | math.plus 1", 130)) + " }}";

        Assert.That(Strictly.Error(pipe).Message, Does.Contain("A pipe may have about 124 links"));
    }

    [TestCase("{{ lead.TAGS[0:1] }}")]
    [TestCase("{{ regex.match '\\w\\d\\s' }}")]
    [TestCase("{{ if }}{{ for }}")]
    public void A_template_that_cannot_be_read_is_one_error(string template) =>
        Assert.That(Strictly.Parse(template).Errors, Has.Count.EqualTo(1));

    [TestCase("{{ string.upcas lead.TITLE }}")]
    [TestCase("{{ lead.TITLE | string.upcas }}")]
    [TestCase("{{ lead.TAGS | array.each @string.upcas }}")]
    [TestCase("{{ if true }}{{ math.foo 1 }}{{ end }}")]
    [TestCase("{{ lead.DATE_CREATE | date.add_days -7 }}")]
    [TestCase("{{ include 'x' }}")]
    [TestCase("{{ date.now }}")]
    [TestCase("{{ tablerow x in [1] }}{{ end }}")]
    public void What_no_lead_can_mend_is_known_without_one(string template) =>
        Assert.That(Strictly.Parse(template).Errors, Is.Not.Empty);

    [TestCase("{{ string = {upcas: 1}; string.upcas }}")]
    [TestCase("{{ 5 | math.minus 3 - 1 }}")]
    [TestCase("{{ (5 | math.abs) - 3 }}")]
    [TestCase("{{ lead.TAGS | array.size - 1 }}")]
    [TestCase("{{ lead.TAGS | array.size -1 }}")]
    [TestCase("{{ 1.25 | math.round - 1 }}")]
    [TestCase("{{ 'abc' | string.slice 2 - 1 }}")]
    [TestCase("{{ 5 | math.abs -7 }}")]
    public void What_may_be_meant_is_left_alone(string template) =>
        Assert.That(Strictly.Parse(template).Errors, Is.Empty);

    /// <summary>
    /// Every operator and every builtin with values of every kind: whatever they answer, it is in the author's words.
    /// </summary>
    [Test]
    public void No_message_names_a_type_of_NET()
    {
        string[] values =
        [
            "1",
            "2.5",
            "'a'",
            "null",
            "true",
            "[1]",
            "{a: 1}",
            "lead",
            "lead.TAGS",
            "lead.PHONE",
            "lead.DATE_CREATE",
            "timespan.from_days 1",
            "(1..3)",
            "@twice",
            "empty",
            "lead.OPPORTUNITY",
        ];
        string[] operators = ["+", "-", "*", "/", "//", "%", "<", "==", "&&", "..", "<<", "??"];
        var groups = new[] { "string", "array", "math", "date", "timespan", "regex", "object", "html" };
        var functions =
            from name in groups
            from function in ((Scriban.Runtime.ScriptObject)Builtins.StrictBuiltins.Shared[name]!).GetMembers()
            select $"{name}.{function}";
        var templates = (
            from left in values
            from right in values
            from op in operators
            select $"{{{{ ({left}) {op} ({right}) }}}}"
        )
            .Concat(from value in values from function in functions select $"{{{{ ({value}) | {function} }}}}")
            .Concat(
                from value in values
                from function in functions
                select $"{{{{ ({value}) | {function} ({value}) }}}}"
            )
            .Concat(
                from value in values
                from function in functions
                select $"{{{{ ({value}) | {function} 'a' ({value}) }}}}"
            )
            .Concat(from value in values from other in values select $"{{{{ x = {value}; x[{other}] }}}}")
            .Concat(from value in values from other in values select $"{{{{ x = {value}; x[{other}] = 1 }}}}")
            .Concat(from value in values select $"{{{{ x = {value}; x.y = 1 }}}}")
            .Concat(from value in values select $"{{{{ for i in {value}; i; end }}}}")
            .Concat(from value in values select $"{{{{ x = {value}; x() }}}}")
            .Concat(from value in values select $"{{{{ with {value}; 1; end }}}}")
            .Concat(from value in values select $"{{{{ import {value} }}}}")
            .Concat(from value in values select $"{{{{ -({value}) }}}}");

        var wrong = templates
            .Select(template => (template, outcome: Strictly.Outcome(template)))
            .Where(one => DotNet().IsMatch(one.outcome))
            .GroupBy(one => DotNet().Match(one.outcome).Value + one.outcome[..Math.Min(30, one.outcome.Length)])
            .Select(group => $"{group.First().template}: {group.First().outcome}")
            .ToList();

        Assert.That(wrong, Is.Empty, string.Join(Environment.NewLine, wrong.Take(40)));
    }

    [GeneratedRegex(
        @"System\.|Scriban|LeadOps\.|ScriptObject|ScriptArray|DateTime|TimeSpan|Int32|Boolean|IEnumerable|Dictionary|"
            + "List<|List`|HostFunction|ScriptPage|CodeExit|WrittenNumber|Nullable|KeyValuePair|Parameter '"
    )]
    private static partial Regex DotNet();
}
