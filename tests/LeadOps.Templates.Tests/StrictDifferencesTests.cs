namespace LeadOps.Templates.Tests;

internal sealed class StrictDifferencesTests
{
    private static IEnumerable<TestCaseData> All =>
        StrictDifferences.All.Select(difference => new TestCaseData(difference).SetArgDisplayNames(difference.Rule));

    [TestCaseSource(nameof(All))]
    public void The_difference_is_as_the_table_says(StrictDifference difference)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcome(difference, TemplateOptions.Lenient), Is.EqualTo(difference.Lenient), "lenient");
            Assert.That(Outcome(difference, TemplateOptions.Strict), Is.EqualTo(difference.Strict), "strict");
        }
    }

    [Test]
    public void Every_difference_differs_except_what_stays_allowed()
    {
        var same = StrictDifferences
            .All.Where(difference => difference.Lenient == difference.Strict)
            .Select(difference => difference.Template);

        Assert.That(same, Is.EqualTo(new[] { "{{ nmae ?? 'none' }}" }));
    }

    [Test]
    public void A_misspelt_name_or_member_is_answered_with_the_nearest_one()
    {
        var name = Assert.Throws<TemplateException>(() => Run("{{ leed.TITLE }}", TemplateOptions.Strict));
        var member = Assert.Throws<TemplateException>(() => Run("{{ lead.TITEL }}", TemplateOptions.Strict));

        Assert.That(name!.Message, Does.Contain("Did you mean `lead`?"));
        Assert.That(member!.Message, Does.Contain("Did you mean `TITLE`?"));
    }

    private static string Outcome(StrictDifference difference, TemplateOptions options)
    {
        try
        {
            return Run(
                difference.Template,
                options with
                {
                    LimitToString = difference.LimitToString ?? options.LimitToString,
                }
            );
        }
        catch (TemplateException problem)
        {
            return $"error {problem.Error.Line}:{problem.Error.Column}";
        }
    }

    private static string Run(string text, TemplateOptions options)
    {
        var model = new Dictionary<string, object?>
        {
            ["o"] = new Dictionary<string, object?> { ["x"] = 1 },
            ["lead"] = new Dictionary<string, object?> { ["TITLE"] = "Acme" },
            ["d"] = new DateTime(2026, 2, 28, 23, 5, 9, DateTimeKind.Unspecified),
            ["s"] = "abc",
        };
        return Template
            .Parse(text, TemplateMode.Text, options)
            .Render(new TemplateScope(model), CancellationToken.None);
    }
}
