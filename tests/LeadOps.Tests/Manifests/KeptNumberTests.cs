using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Templates;

namespace LeadOps.Tests.Manifests;

/// <summary>Numbers in rows and `vars`: typed only where their spelling is not lost.</summary>
internal sealed class KeptNumberTests
{
    [TestCase("7", 7)]
    [TestCase("-7", -7)]
    [TestCase("0", 0)]
    [TestCase("79001234567", 79001234567L)]
    [TestCase("true", true)]
    [TestCase("~", null)]
    public void A_plain_value_is_typed(string text, object? value) => Assert.That(Var(text), Is.EqualTo(value));

    [TestCase("12.50")]
    [TestCase("0.1")]
    [TestCase("-3.25")]
    public void A_plain_decimal_keeps_its_digits(string text) =>
        Assert.That(
            (Var(text) as decimal?)?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Is.EqualTo(text)
        );

    [TestCase("02142")]
    [TestCase("00")]
    [TestCase("+79001234567")]
    [TestCase("007.5")]
    [TestCase("2026-05-01")]
    [TestCase("12345678901234567890123456789012345")]
    [TestCase("0.12345678901234567890123456789012345")]
    [TestCase("NO")]
    public void A_code_that_looks_like_a_number_is_text(string text) => Assert.That(Var(text), Is.EqualTo(text));

    [TestCase("219E01", "2190")]
    [TestCase("12e3", "12000")]
    [TestCase("1e-2", "0.01")]
    [TestCase("0x1F", "31")]
    [TestCase("0o17", "15")]
    [TestCase("1.", "1")]
    [TestCase(".5", "0.5")]
    [TestCase("-0", "0")]
    public void A_number_that_would_be_written_otherwise_keeps_its_text_and_counts(string text, string value)
    {
        var number = (WrittenNumber)Var(text)!;

        Assert.That(number.Text, Is.EqualTo(text));
        Assert.That(
            System.Convert.ToString(number.Value, System.Globalization.CultureInfo.InvariantCulture),
            Is.EqualTo(value)
        );
    }

    [TestCase("[1e3, 0007]")]
    public void In_a_list_it_is_its_text(string list) => Assert.That(Var(list), Is.EqualTo(new[] { "1e3", "0007" }));

    private static object? Var(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(
                file,
                $"manifest: 1\nname: m\nvars:\n  v: {text}\nchanges:\n  - name: c\n    select: {{ id: "
                    + "1 }\n    set: { TITLE: x }\n"
            );
            var problems = new DiagnosticBag();
            var read = new ManifestReader(new Dictionary<string, string>()).Read([file], problems);
            problems.ThrowIfErrors();
            return read[0].Vars["v"];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
