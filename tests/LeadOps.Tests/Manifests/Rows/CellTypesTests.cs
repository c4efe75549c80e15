using LeadOps.Manifests.Rows;

namespace LeadOps.Tests.Manifests.Rows;

/// <summary>Cells as exports write them.</summary>
internal sealed class CellTypesTests
{
    private static (object? Value, string? Problem) Read(CellType type, string? dates, string text) =>
        new CellTypes(new Dictionary<string, CellType> { ["c"] = type }, ',', dates).Read("c", text);

    [TestCase(null, "2026-03-01", "2026-03-01T00:00:00")]
    [TestCase(null, "2026-03-01 14:05", "2026-03-01T14:05:00")]
    [TestCase(null, "2026-03-01T14:05:09", "2026-03-01T14:05:09")]
    [TestCase("dd.MM.yyyy", "01.03.2026", "2026-03-01T00:00:00")]
    [TestCase("dd.MM.yyyy", "01.03.2026 9:05", "2026-03-01T09:05:00")]
    [TestCase("dd.MM.yyyy", " 01.03.2026 14:05:09 ", "2026-03-01T14:05:09")]
    [TestCase("dd.MM.yyyy HH:mm:ss", "01.03.2026", "2026-03-01T00:00:00")]
    [TestCase("dd.MM.yyyy HH:mm:ss", "01.03.2026 14:05", "2026-03-01T14:05:00")]
    [TestCase("M/d/yyyy h:mm tt", "3/1/2026 2:05 PM", "2026-03-01T14:05:00")]
    [TestCase("d MMM yyyy", "1 Mar 2026", "2026-03-01T00:00:00")]
    public void A_date_may_come_with_and_without_its_time(string? dates, string text, string expected) =>
        Assert.That($"{Read(CellType.Date, dates, text).Value:s}", Is.EqualTo(expected));

    [TestCase("01.03.2026 14:05:01", "for `dd.MM.yyyy` add `dates: dd.MM.yyyy` to the rows")]
    [TestCase("1.3.2026", "for `d.M.yyyy` add `dates: d.M.yyyy` to the rows")]
    [TestCase("3/25/2026", "for `M/d/yyyy` add `dates: M/d/yyyy` to the rows")]
    [TestCase("3/4/2026", "`dates:` says how they are written")]
    [TestCase("soon", "`dates:` says how they are written")]
    [TestCase("45000", "a spreadsheet counts days so; give its column a date format, then save it again")]
    public void A_date_of_another_form_names_the_key_to_write(string text, string remedy) =>
        Assert.That(
            Read(CellType.Date, null, text).Problem,
            Is.EqualTo($"is not a date written `yyyy-MM-dd`; {remedy}")
        );

    [TestCase("да", true)]
    [TestCase("Нет", false)]
    [TestCase("Y", true)]
    [TestCase("nein", false)]
    [TestCase("ИСТИНА", true)]
    [TestCase("Falsch", false)]
    [TestCase("0", false)]
    public void Yes_and_no_are_known_as_exports_write_them(string text, bool expected) =>
        Assert.That(Read(CellType.Boolean, null, text).Value, Is.EqualTo(expected));
}
