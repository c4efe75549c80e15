using LeadOps.Cli.Views;
using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Cli.Tests.Views;

/// <summary>What many leads hold in one field, in one line.</summary>
internal sealed class FieldSpreadTests
{
    [TestCase("a>X b>X c>X d>X", "F: 4 spellings → X")]
    [TestCase("a>X b>X", "F: a ×1, b ×1 → X")]
    [TestCase("1>5 2>5 3>5 4>5", "F: 4 values → 5")]
    [TestCase("a>- b>- c>- d>-", "F: 4 values → (empty)")]
    [TestCase("->a ->b ->c ->d ->d", "F: (empty) → 4 values")]
    [TestCase("a>p b>q c>r d>s", "F: 4 leads, each its own value")]
    [TestCase("a>p b>q c>r d>s d>s", "F: 4 values → 4 values")]
    public void Texts_that_become_one_are_spellings_and_all_else_are_values(string leads, string line)
    {
        var spread = new FieldSpread("F");
        foreach (var lead in leads.Split(' '))
        {
            spread.Add(
                new PlannedField("F", Value(lead.Split('>')[0]), Value(lead.Split('>')[1]), "change"),
                redact: false
            );
        }

        Assert.That(spread.Line(), Is.EqualTo(line));
    }

    private static FieldValue Value(string text) => text == "-" ? FieldValue.Empty : new TextValue(text);
}
