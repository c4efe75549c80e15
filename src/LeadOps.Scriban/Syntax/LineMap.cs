namespace LeadOps.Scriban.Syntax;

/// <summary>Turns an offset into line and column.</summary>
internal sealed class LineMap
{
    private readonly List<int> starts = [0];

    public LineMap(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var ends = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'));
            if (ends)
            {
                starts.Add(i + 1);
            }
        }
    }

    public TemplateError Error(int offset, string message)
    {
        var index = starts.BinarySearch(offset);
        var line = index >= 0 ? index : ~index - 1;
        return new TemplateError(line + 1, offset - starts[line] + 1, message);
    }
}
