namespace LeadOps.Planning.Spreadsheets;

/// <summary>
/// Something that a spreadsheet program does to a value when a table is opened and saved, and how to avoid it.
/// </summary>
/// <param name="Made">The second text is what the program makes of the first.</param>
internal sealed record SpreadsheetLoss(string What, string Remedy, Func<string, string, bool> Made)
{
    private const string AsText = "export it as .xlsx, or give the column the format text before it is filled";

    private const string AsJson = "export it as .json, or leave the field out of `set`";

    private const string AsUtf8 = "save the file as `CSV UTF-8`, or name its code page with `encoding`";

    /// <summary>From the particular to the general: the first that fits is told.</summary>
    private static readonly SpreadsheetLoss[] All =
    [
        new("was read in another code page", AsUtf8, LostLetters.IsMisread),
        new("has `?` for letters that its code page lacks", AsUtf8, LostLetters.IsQuestioned),
        new("lost the `+` at the beginning", AsText, LostDigits.IsPlus),
        new("lost the zeros at the beginning", AsText, LostDigits.IsZeros),
        new("was rounded, such as 1.23E+15", AsText, LostDigits.IsExponent),
        new("has zeros for the digits behind the fifteenth", AsText, LostDigits.IsRounded),
        new("has the same number in another form", AsText, LostDigits.IsSameNumber),
        new("has the same date or time in another form", AsText, LostDates.IsSame),
        new("has TRUE or FALSE", AsText, LostLetters.IsFlag),
        new("has the result of a formula", AsText, LostLetters.IsFormula),
        new("lost the apostrophe at the beginning", AsText, LostLetters.IsApostrophe),
        new("was cut at 32,767 characters", AsJson, LostLetters.IsCut),
        new("has codes such as _x000D_", AsJson, LostLetters.IsCoded),
        new("has other line breaks", AsJson, LostLetters.IsLineBreaks),
        new("lost blanks or invisible characters", AsJson, LostLetters.IsBlanks),
    ];

    /// <summary>Null when the texts are the same, or when somebody wrote another one.</summary>
    public static SpreadsheetLoss? Of(string before, string cell) =>
        before == cell || before.Length == 0 || cell.Length == 0
            ? null
            : Array.Find(All, loss => loss.Made(before, cell));
}
