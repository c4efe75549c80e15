namespace LeadOps.Fields.Multifields;

/// <summary>A cell that holds several phones or e-mails: the portal would keep them as one value.</summary>
internal static class SeveralValues
{
    private static readonly char[] Signs = [';', ',', '/', '|', '\n', ' '];

    /// <summary>The character between two parts that are values of their own; null when there is one value.</summary>
    public static char? SignBetween(string text, Func<string, bool> isValue) =>
        Signs
            .Where(sign => sign != ' ' || text.Contains('@', StringComparison.Ordinal))
            .Where(sign => text.Split(sign).Count(isValue) > 1)
            .Select(sign => (char?)sign)
            .FirstOrDefault();

    public static string Advice(char sign) =>
        $"split them: `{{{{ row.COLUMN | string.split '{(sign == '\n' ? "\\n" : sign)}' }}}}`";
}
