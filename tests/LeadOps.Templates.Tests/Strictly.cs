namespace LeadOps.Templates.Tests;

/// <summary>A template as a manifest runs it, on a small model.</summary>
internal static class Strictly
{
    public static readonly DateTimeOffset Moment = new(2026, 2, 28, 23, 5, 9, TimeSpan.FromHours(3));

    public static IReadOnlyDictionary<string, object?> Model { get; } =
        new Dictionary<string, object?>
        {
            ["lead"] = new Dictionary<string, object?>
            {
                ["ID"] = 12,
                ["TITLE"] = "Acme",
                ["OPPORTUNITY"] = 1500.50m,
                ["DATE_CREATE"] = Moment,
                ["PHONE"] = new List<object?>
                {
                    new Dictionary<string, object?> { ["ID"] = 7, ["VALUE"] = "+4930123" },
                },
                ["TAGS"] = new List<object?> { "vip", "retail" },
                ["COMMENTS"] = null,
            },
            ["row"] = new Dictionary<string, object?>
            {
                ["amount"] = "999",
                ["qty"] = "3",
                ["price"] = "250",
                ["blank"] = "",
                ["name"] = "abc",
            },
            ["twice"] = new TemplateFunction("twice", 1, 2, arguments => arguments.Text(0) + arguments.Text(0))
            {
                Parameters = ["text", "with"],
            },
        };

    public static Template Parse(string text) => Template.Parse(text, TemplateMode.Text, TemplateOptions.Strict);

    public static string Render(string text) => Parse(text).Render(new TemplateScope(Model), CancellationToken.None);

    public static object? Value(string text) =>
        Parse(text).EvaluateScalar(new TemplateScope(Model), CancellationToken.None);

    /// <summary>What the template gives as text, or its error.</summary>
    public static string Outcome(string text)
    {
        try
        {
            return Render(text);
        }
        catch (TemplateException problem)
        {
            return "error: " + problem.Message;
        }
    }

    public static TemplateError Error(string text) => Assert.Throws<TemplateException>(() => Render(text), text)!.Error;
}
