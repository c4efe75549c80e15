namespace LeadOps.Templates.Tests;

/// <summary>What the operators make of numbers and of text that may be a number: the whole table.</summary>
internal sealed class NumberAndTextTests
{
    private const string Text = "error: is text, not a number";
    private const string NotANumber = "error: is not a number";
    private const string Unsupported = "error: not supported on string";

    private static IEnumerable<TestCaseData> Operators()
    {
        var table = new (
            string Operator,
            string NumberAndNumeric,
            string BothNumeric,
            string NumberAndWord,
            string Words
        )[]
        {
            // 1000 op '999'    '1000' op '999'    1000 op 'abc'    'abc' op 'abd'
            ("==", "false", "false", NotANumber, "false"),
            ("!=", "true", "true", NotANumber, "true"),
            ("<", "false", "false", NotANumber, "true"),
            ("<=", "false", "false", NotANumber, "true"),
            (">", "true", "true", NotANumber, "false"),
            (">=", "true", "true", NotANumber, "false"),
            ("+", Text, Text, "1000abc", "abcabd"),
            ("-", Text, Text, Unsupported, Unsupported),
            ("/", Text, Text, Unsupported, Unsupported),
            ("//", Text, Text, Unsupported, Unsupported),
            ("%", Text, Text, Unsupported, Unsupported),
        };
        foreach (var (op, mixed, numeric, word, words) in table)
        {
            yield return new TestCaseData($"1000 {op} '999'", mixed);
            yield return new TestCaseData($"'1000' {op} 999", mixed);
            yield return new TestCaseData($"'1000' {op} '999'", numeric);
            yield return new TestCaseData($"1000 {op} 'abc'", word);
            yield return new TestCaseData($"'abc' {op} 'abd'", words);
        }

        yield return new TestCaseData("1000 * '999'", Text);
        yield return new TestCaseData("'1000' * '999'", Text);
        yield return new TestCaseData("3 * '1234,56'", Text);
        yield return new TestCaseData("'1.234,56' + 1", Text);
        yield return new TestCaseData("'1234,56' + '1'", Text);
        yield return new TestCaseData("'1234,56' + ' EUR'", "1234,56 EUR");
        yield return new TestCaseData("'1,2,3' + 4", "1,2,34");
        yield return new TestCaseData("'ab' * 3", "ababab");
        yield return new TestCaseData("3 * 'ab'", "ababab");
    }

    [TestCaseSource(nameof(Operators))]
    public void The_operator_does_what_the_table_says(string expression, string wanted)
    {
        var outcome = Strictly.Outcome($"{{{{ {expression} }}}}");

        if (wanted.StartsWith("error: ", StringComparison.Ordinal))
        {
            Assert.That(outcome, Does.StartWith("error: ").And.Contain(wanted["error: ".Length..]));
        }
        else
        {
            Assert.That(outcome, Is.EqualTo(wanted));
        }
    }

    [TestCase("row.amount > 1000", "false", Description = "a CSV cell of 999")]
    [TestCase("row.amount < 1000", "true")]
    [TestCase("lead.OPPORTUNITY == '1500.5'", "true")]
    [TestCase("lead.OPPORTUNITY == '1500.50'", "true")]
    [TestCase("lead.OPPORTUNITY != '100'", "true")]
    [TestCase("'0012' == lead.ID", "true")]
    [TestCase("lead.ID >= '1.2e1'", "true")]
    [TestCase("0.1 == '0.1'", "true")]
    [TestCase("' 12 ' == 12", "true")]
    [TestCase("'-3' < 0", "true")]
    [TestCase("'10' < '9'", "false", Description = "both read as numbers")]
    [TestCase("'10' == '10.0'", "false", Description = "equality of texts stays text")]
    [TestCase("'B' < 'a'", "true", Description = "texts are ordered by their characters")]
    [TestCase("row.blank == 0", "false", Description = "a blank is not zero")]
    [TestCase("lead.OPPORTUNITY != ''", "true")]
    [TestCase("null < 1", "false")]
    [TestCase("null == ''", "false")]
    [TestCase("'web-' + 7", "web-7")]
    [TestCase("$'{row.price}{1}'", "2501")]
    [TestCase("(row.qty | string.to_int) * (row.price | string.to_int)", "750")]
    [TestCase("row.price | string.to_float | math.plus 1", "251")]
    [TestCase("[3, 5] | array.contains row.qty", "true")]
    [TestCase("['3', 'x'] | array.contains 3", "true")]
    [TestCase("['x', 3] | array.contains 'x'", "true")]
    [TestCase("['x', 3] | array.contains 4", "false")]
    [TestCase("[1500.5] | array.contains lead.OPPORTUNITY", "true")]
    [TestCase("null | array.contains 1", "false")]
    [TestCase("7 | math.divided_by 2", "3")]
    [TestCase("-7 | math.divided_by 2", "-4")]
    [TestCase("7 | math.divided_by 2.0", "3.5")]
    [TestCase("6000000000 | math.divided_by 2", "3000000000")]
    [TestCase("lead.DATE_CREATE == ''", "false")]
    [TestCase("'' != lead.DATE_CREATE", "true")]
    public void Numbers_and_text_meet(string expression, string wanted) =>
        Assert.That(Strictly.Outcome($"{{{{ {expression} }}}}"), Is.EqualTo(wanted));

    [TestCase("{{ row.qty * row.price }}", "`3` is text, not a number", 1, 12)]
    [TestCase("{{ row.price + row.qty }}", "is text, not a number", 1, 14)]
    [TestCase("{{ row.price + 1 }}", "Write `| string.to_float` behind it", 1, 14)]
    [TestCase("{{ x = row.price; x += 1 }}", "is text, not a number", 1, 19)]
    [TestCase("{{ row.price | math.plus 1 }}", "is text, not a number", 1, 16)]
    [TestCase("{{ 7 | math.times row.qty }}", "is text, not a number", 1, 8)]
    [TestCase("{{ row.name > 5 }}", "`abc` is not a number, but it is compared with the number 5", 1, 13)]
    [TestCase("{{ row.blank < 5 }}", "`` is not a number", 1, 14)]
    [TestCase("{{ '1234,56' > 5 }}", "string.replace ',' '.'", 1, 14)]
    [TestCase("{{ '1234,56' | string.to_float }}", "`1234,56` has a comma", 1, 16)]
    [TestCase("{{ '1,234' | string.to_int }}", "has a comma", 1, 14)]
    [TestCase("{{ '1,5' | string.to_double }}", "has a comma", 1, 12)]
    [TestCase("{{ '1,5' | string.to_long }}", "has a comma", 1, 12)]
    [TestCase("{{ -row.price }}", "`250` is text, not a number. Write `| string.to_float`", 1, 5)]
    [TestCase("{{ x = row.price; x++ }}", "`250` is text, not a number. Write `| string.to_float`", 1, 19)]
    [TestCase("{{ 6 | math.divided_by row.qty }}", "`3` is text, not a number", 1, 8)]
    [TestCase("{{ 5 | math.divided_by 0 }}", "divide by zero", 1, 8)]
    [TestCase("{{ (timespan.from_days 9) > row.qty }}", "Compare a part of it, such as `.days`", 1, 27)]
    public void What_would_be_a_wrong_value_is_an_error(string template, string told, int line, int column)
    {
        var error = Strictly.Error(template);

        Assert.That(error.Message, Does.Contain(told));
        Assert.That((error.Line, error.Column), Is.EqualTo((line, column)));
    }

    [Test]
    public void A_case_compares_like_the_operator() =>
        Assert.That(Strictly.Render("{{ case row.qty; when 3; 'three'; else; 'other'; end }}"), Is.EqualTo("three"));
}
