using LeadOps.Cli.Views;

namespace LeadOps.Cli.Tests.Views;

/// <summary>The table per change in narrow and wide terminals.</summary>
internal sealed class ChangeTableTests
{
    private static readonly IReadOnlyList<IReadOnlyList<string>> Rows =
    [
        ["close", "74", "STATUS_DESCRIPTION, IS_MANUAL_OPPORTUNITY", "74", "0", "0", "0", "0"],
    ];

    [Test]
    public void With_room_the_fields_are_a_column() =>
        Assert.That(
            Shown(108),
            Is.EqualTo(
                new[]
                {
                    "  change  leads  fields                                     update  create  delete "
                        + " blocked  rejects",
                    "  close      74  STATUS_DESCRIPTION, IS_MANUAL_OPPORTUNITY      74       0       0 "
                        + "       0        0",
                }
            )
        );

    [Test]
    public void Without_room_for_a_field_the_fields_stand_below_and_no_word_is_cut() =>
        Assert.That(
            Shown(72),
            Is.EqualTo(
                new[]
                {
                    "  change  leads  update  create  delete  blocked  rejects",
                    "  close      74      74       0       0        0        0",
                    "  close writes STATUS_DESCRIPTION, IS_MANUAL_OPPORTUNITY",
                }
            )
        );

    private static string[] Shown(int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ChangeTable.Write(output, Rows, width, colour: false);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
