using LeadOps.Planning.Spreadsheets;

namespace LeadOps.Tests.Planning;

/// <summary>
/// What spreadsheet programs make of values, as saved by LibreOffice and Excel in several languages; and edits of
/// people, which are none of it.
/// </summary>
internal sealed class SpreadsheetLossTests
{
    private static readonly string Long = new('z', 40_000);

    [TestCase("+49301234567", "49301234567", "lost the `+` at the beginning")]
    [TestCase("03012345678", "3012345678", "lost the zeros at the beginning")]
    [TestCase("01234", "1234", "lost the zeros at the beginning")]
    [TestCase("00042", "42", "lost the zeros at the beginning")]
    [TestCase("000", "0", "lost the zeros at the beginning")]
    [TestCase("1234567890123456789", "1.23E+18", "was rounded, such as 1.23E+15")]
    [TestCase("1234567890123456789", "1.23456789012346E+018", "was rounded, such as 1.23E+15")]
    [TestCase("493023125913", "4,93023E+11", "was rounded, such as 1.23E+15")]
    [TestCase("+493023125913", "4.93E+11", "was rounded, such as 1.23E+15")]
    [TestCase("40817810099910004312", "40817810099910000000", "has zeros for the digits behind the fifteenth")]
    [TestCase("4276123456789012", "4276123456789010", "has zeros for the digits behind the fifteenth")]
    [TestCase("1.50", "1.5", "has the same number in another form")]
    [TestCase("1.5", "1,5", "has the same number in another form")]
    [TestCase("219E01", "2190", "has the same number in another form")]
    [TestCase("1e5", "100000", "has the same number in another form")]
    [TestCase("1,234.50", "1234.5", "has the same number in another form")]
    [TestCase("1.234,50", "1234.5", "has the same number in another form")]
    [TestCase("5 %", "5%", "has the same number in another form")]
    [TestCase("15%", "0.15", "has the same number in another form")]
    [TestCase("2026-05-01", "01.05.2026", "has the same date or time in another form")]
    [TestCase("2026-05-01", "5/1/26", "has the same date or time in another form")]
    [TestCase("01.05.2026", "2026-05-01", "has the same date or time in another form")]
    [TestCase("01.05.2026 10:00", "05/01/2026 10:00 AM", "has the same date or time in another form")]
    [TestCase("10:00:07", "10:00:07 AM", "has the same date or time in another form")]
    [TestCase("1/2", "01/02/2026", "has the same date or time in another form")]
    [TestCase("1-2", "2-Jan", "has the same date or time in another form")]
    [TestCase("March 7", "03/07/2026", "has the same date or time in another form")]
    [TestCase("true", "TRUE", "has TRUE or FALSE")]
    [TestCase("true", "WAHR", "has TRUE or FALSE")]
    [TestCase("=1+1", "2", "has the result of a formula")]
    [TestCase("=HYPERLINK(\"http://x\")", "http://x", "has the result of a formula")]
    [TestCase("'007", "007", "lost the apostrophe at the beginning")]
    [TestCase("a\nb\r\nc", "a\nb\nc", "has other line breaks")]
    [TestCase("Line one\nLine two", "Line oneLine two", "has other line breaks")]
    [TestCase("trail \nx ", "trail x", "has other line breaks")]
    [TestCase("  two blanks  ", "two blanks", "lost blanks or invisible characters")]
    [TestCase("here\u00a0and\u00a0", "here and", "lost blanks or invisible characters")]
    [TestCase("\u200bzero", "zero", "lost blanks or invisible characters")]
    [TestCase("a\tb", "ab", "lost blanks or invisible characters")]
    [TestCase("a_x000D_b", "a_x005F_x000D_b", "has codes such as _x000D_")]
    [TestCase("a\r\nb", "a_x000D_\nb", "has codes such as _x000D_")]
    [TestCase("Заявка 3", "Ð—Ð°Ñ\u008fÐ²ÐºÐ° 3", "was read in another code page")]
    [TestCase("Büscher", "BÃ¼scher", "was read in another code page")]
    [TestCase("Заявка", "Р—Р°СЏРІРєР°", "was read in another code page")]
    [TestCase("Заявка 3 🎪", "?????? 3 ?", "has `?` for letters that its code page lacks")]
    public void What_a_spreadsheet_did_is_told(string before, string cell, string expected) =>
        Assert.That(SpreadsheetLoss.Of(before, cell)?.What, Is.EqualTo(expected));

    [TestCase(32_767, "")]
    [TestCase(32_766, "…")]
    public void A_text_cut_by_a_cell_is_told(int length, string end) =>
        Assert.That(SpreadsheetLoss.Of(Long, Long[..length] + end)?.What, Is.EqualTo("was cut at 32,767 characters"));

    [TestCase("+49301234567", "+49301234568")]
    [TestCase("+49301234567", "49301234568")]
    [TestCase("+49 30 1234567", "+49301234567")]
    [TestCase("0049301234567", "+49301234567")]
    [TestCase("030 1234567", "+49301234567")]
    [TestCase("49301234567", "+49301234567")]
    [TestCase("1234", "01234")]
    [TestCase("15", "1.5")]
    [TestCase("1234567890123456789", "2.23E+18")]
    [TestCase("4276123456789012", "4276123456789013")]
    [TestCase("4276123456789012", "4276123456780000")]
    [TestCase("2026-05-01", "2026-05-02")]
    [TestCase("2026-05-01", "02.05.2026")]
    [TestCase("true", "no")]
    [TestCase("Anna", "anna")]
    [TestCase("New York", "NewYork")]
    [TestCase("NewYork", "New York ")]
    [TestCase("why", "why?")]
    [TestCase("Büro", "Buero")]
    [TestCase("=1+1", "no formula")]
    [TestCase("one\ntwo", "one\nthree")]
    [TestCase("", "x")]
    [TestCase("x", "")]
    [TestCase("same", "same")]
    public void An_edit_of_a_person_is_not(string before, string cell) =>
        Assert.That(SpreadsheetLoss.Of(before, cell), Is.Null);
}
