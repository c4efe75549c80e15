namespace LeadOps.Manifests.Rows;

/// <summary>A quote that is out of place; line and column count from 1 within the record.</summary>
internal sealed record QuoteFault(int Line, int Column, string Message, string Remedy);

/// <summary>
/// Walks over the raw text of one CSV record: where its cells begin, where it ends, and the first quote that a
/// lenient reader would take for something else. A quote inside a cell that does not begin with one is text.
/// </summary>
internal sealed class CsvScan
{
    private const string Double = "Write a quote inside a quoted cell twice: `\"\"`.";

    private readonly string text;
    private readonly char separator;
    private readonly List<(int Line, int Column)> cells = [];
    private int at;
    private int line = 1;
    private int lineStart;

    private CsvScan(string text, int from, char separator)
    {
        this.text = text;
        this.separator = separator;
        (at, lineStart) = (from, from);
        Walk();
    }

    public IReadOnlyList<(int Line, int Column)> Cells => cells;

    public QuoteFault? Fault { get; private set; }

    /// <summary>Behind the line break that ends the record.</summary>
    public int End => at;

    public static CsvScan Of(string text, char separator, int from = 0) => new(text, from, separator);

    private void Walk()
    {
        do
        {
            cells.Add(Here);
            if (at < text.Length && text[at] == '"')
            {
                Quoted();
            }
            else
            {
                Plain();
            }
        } while (Fault is null && Passes(separator));

        if (Fault is null && at < text.Length)
        {
            at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
        }
    }

    private (int Line, int Column) Here => (line, at - lineStart + 1);

    private bool Passes(char sign)
    {
        var passes = at < text.Length && text[at] == sign;
        at += passes ? 1 : 0;
        return passes;
    }

    private bool IsEndOfCell => at >= text.Length || text[at] == separator || text[at] is '\r' or '\n';

    private void Plain()
    {
        var isBlank = true;
        while (!IsEndOfCell)
        {
            if (isBlank && text[at] == '"')
            {
                Fault = new QuoteFault(
                    line,
                    at - lineStart + 1,
                    "There is a blank before the quote, so the quotes would become part of the text.",
                    "Delete the blank."
                );
                return;
            }

            isBlank &= text[at] == ' ';
            at++;
        }
    }

    private void Quoted()
    {
        var (openLine, openColumn) = Here;
        at++;
        while (at < text.Length && !IsClosing())
        {
            if (text[at] == '\n')
            {
                line++;
                lineStart = at + 1;
            }

            at++;
        }

        if (at >= text.Length)
        {
            Fault = new QuoteFault(
                openLine,
                openColumn,
                "A quote is not closed, so the lines below belong to it.",
                "Close it. " + Double
            );
            return;
        }

        at++;
        if (!IsEndOfCell)
        {
            Fault = new QuoteFault(
                line,
                at - lineStart + 1,
                $"`{text[at]}` follows the quote that ends its cell.",
                $"{Double} Leave nothing between the last quote and the separator."
            );
        }
    }

    /// <summary>Two quotes in a row are one quote of the text.</summary>
    private bool IsClosing()
    {
        if (text[at] != '"')
        {
            return false;
        }

        if (at + 1 < text.Length && text[at + 1] == '"')
        {
            at++;
            return false;
        }

        return true;
    }
}
