using System.Text.Json.Nodes;
using LeadOps.Cli.Views.Portals;

namespace LeadOps.Cli.Tests.Views;

/// <summary>A table of portals where there is room for it, and where there is none.</summary>
internal sealed class PortalPageViewTests
{
    private const string Run = "20260821-110000-beef";

    [TestCase(60)]
    [TestCase(120)]
    [TestCase(int.MaxValue)]
    public void An_id_is_never_broken_and_no_line_is_wider_than_the_terminal(int width)
    {
        var shown = Shown(
            Page([
                ["a", Run, $"rollback of {Run}", "first-change, retire-stale-leads, orders"],
            ]),
            width
        );

        Assert.That(shown.Split('\n').Select(line => line.Length), Has.All.AtMost(width));
        Assert.That(shown, Does.Match($@"a\s+(run )?{Run}").And.Match($@"rollback of\s+{Run}"));
    }

    [Test]
    public void Without_room_every_row_tells_its_cells_by_their_heads() =>
        Assert.That(
            Shown(
                Page([
                    ["a", Run, "-", "first-change, retire-stale-leads, orders"],
                ]),
                70
            ),
            Is.EqualTo(
                $"""
                Runs by portal
                  a
                    run {Run}, manifests first-change,
                        retire-stale-leads, orders
                1 portal.

                """.ReplaceLineEndings("\n")
            )
        );

    [Test]
    public void A_table_without_rows_has_no_heads() =>
        Assert.That(Shown(Page([]), 80), Is.EqualTo("Runs by portal\n1 portal.\n"));

    private static PortalPage Page(IReadOnlyList<IReadOnlyList<string>> rows) =>
        new(
            "Runs by portal",
            [("portal", false), ("run", false), ("what", false), ("manifests", false)],
            rows,
            "1 portal.",
            [],
            new JsonObject()
        );

    private static string Shown(PortalPage page, int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        PortalPageView.Write(output, page, "text", colour: false, width);
        return output.ToString();
    }
}
