using LeadOps.Diagnostics;
using LeadOps.Manifests;

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
    [TestCase("-0")]
    [TestCase("+79001234567")]
    [TestCase("219E01")]
    [TestCase("12e3")]
    [TestCase("0x1F")]
    [TestCase("0o17")]
    [TestCase("1.")]
    [TestCase(".5")]
    [TestCase("007.5")]
    [TestCase("2026-05-01")]
    [TestCase("12345678901234567890123456789012345")]
    [TestCase("NO")]
    public void A_number_that_would_be_written_otherwise_stays_text(string text) =>
        Assert.That(Var(text), Is.EqualTo(text));

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
