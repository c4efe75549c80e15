using LeadOps.Cli.Views;

namespace LeadOps.Cli.Tests.Views;

internal sealed class LeadTextTableTests
{
    private static readonly string[] Names = ["ID", "TITLE", "COMMENTS", "DATE_CREATE"];

    [TestCase(int.MaxValue)]
    [TestCase(62)]
    public void With_room_leads_stand_in_columns(int width) =>
        Assert.That(
            Shown(width),
            Is.EqualTo(
                """
                ID  TITLE                  COMMENTS  DATE_CREATE
                1   Заявка                           2025-08-09T02:01:00+02:00
                12  Trade fair, a stand 🎪  yes       2025-09-22T00:47:00+02:00

                """.ReplaceLineEndings("\n")
            )
        );

    [TestCase(61)]
    [TestCase(41)]
    public void Without_room_a_lead_has_a_line_for_each_field_that_it_holds(int width) =>
        Assert.That(
            Shown(width),
            Is.EqualTo(
                """
                ID 1
                    TITLE Заявка
                    DATE_CREATE 2025-08-09T02:01:00+02:00
                ID 12
                    TITLE Trade fair, a stand 🎪
                    COMMENTS yes
                    DATE_CREATE 2025-09-22T00:47:00+02:00

                """.ReplaceLineEndings("\n")
            )
        );

    [Test]
    public void No_lead_is_a_word()
    {
        using var output = new StringWriter { NewLine = "\n" };

        new LeadTextTable(output, Names, 80).End();

        Assert.That(output.ToString(), Is.EqualTo("No leads.\n"));
    }

    private static string Shown(int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var table = new LeadTextTable(output, Names, width);
        table.Add(["1", "Заявка", "", "2025-08-09T02:01:00+02:00"]);
        table.Add(["12", "Trade fair, a stand 🎪", "yes", "2025-09-22T00:47:00+02:00"]);
        table.End();
        return output.ToString();
    }
}
