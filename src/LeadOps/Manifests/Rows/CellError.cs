namespace LeadOps.Manifests.Rows;

/// <summary>
/// A cell without a value: `#N/A` and its like, a formula that was never calculated, or one of merged cells.
/// </summary>
internal sealed record CellError(string Text, string Problem, string Remedy)
{
    /// <summary>As Excel writes them in English and in Russian, also into the CSV that it saves.</summary>
    private static readonly HashSet<string> Errors = new(StringComparer.Ordinal)
    {
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#Н/Д",
        "#ССЫЛКА!",
        "#ЗНАЧ!",
        "#ДЕЛ/0!",
        "#ИМЯ?",
        "#ПУСТО!",
        "#ЧИСЛО!",
    };

    /// <summary>Null when the text is an ordinary one.</summary>
    public static CellError? Of(string text) =>
        text.Contains('#') && Errors.Contains(text.Trim())
            ? new(text, "is an error of the spreadsheet", "Correct the cell.")
            : null;

    /// <summary>A whole number with more digits than a spreadsheet keeps: the last ones are zeros by now.</summary>
    public static CellError TooLong(string text) =>
        new(
            text,
            "is a number of more than 15 digits, whose last ones a spreadsheet loses",
            "Give the column the format text, and write the number again."
        );

    public static CellError NeverCalculated { get; } =
        new(
            "=",
            "is a formula without a saved value",
            "Open the workbook in a spreadsheet program and save it, so that its formulas are calculated."
        );

    /// <summary>People see the value across all of them, and the file has it in one.</summary>
    public static CellError Merged(string range) =>
        new(
            "",
            $"is one of the merged cells {range}, of which only the first holds the value",
            "Unmerge them and fill in each cell."
        );

    public override string ToString() => Text;
}
