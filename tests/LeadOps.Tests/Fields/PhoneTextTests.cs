using LeadOps.Fields.Multifields;

namespace LeadOps.Tests.Fields;

/// <summary>What is one phone, as people and spreadsheets write it.</summary>
internal sealed class PhoneTextTests
{
    [TestCase("+7 912 345-67-89")]
    [TestCase("8 (912) 345-67-89 доб. 123")]
    [TestCase("+7 912 345-67-89, 12")]
    [TestCase("+7 912 345-67-89/90")]
    [TestCase("030/1234567")]
    [TestCase("+49 2102/123456")]
    [TestCase("810 49 30 12345678")]
    [TestCase("+7 912 345-67-89;ext=1234")]
    [TestCase("+7 912 345-67-89x12")]
    [TestCase("1-800-FLOWERS1")]
    [TestCase("810 123 456 789 012 345", Description = "fifteen digits behind the way out of a country")]
    public void One_phone_is_taken(string text) => Assert.That(PhoneText.Problem(text), Is.Null);

    [TestCase("79001234567.0", "spreadsheet")]
    [TestCase("7,90012E+10", "spreadsheet")]
    [TestCase("+7 9I2 345-67-89", "has the letter `I` among its digits")]
    [TestCase("+7 912 345-67-8О9", "has the letter `О` among its digits")]
    [TestCase("+7 912 345-67-89, +7 912 345-67-90", "string.split ','")]
    [TestCase("345-67-89/345-67-90", "string.split '/'")]
    [TestCase("+79123456789|+79123456790", "string.split '|'")]
    [TestCase("8 912 345-67-89 8 912 345-67-90", "more digits than a phone")]
    [TestCase("810 123 456 789 012 345 6", "more digits than a phone")]
    public void What_would_be_another_phone_is_refused(string text, string says) =>
        Assert.That(PhoneText.Problem(text), Does.Contain(says));
}
