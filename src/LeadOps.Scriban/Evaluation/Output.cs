using System.Text;

namespace LeadOps.Scriban.Evaluation;

/// <summary>Where a template writes; without a buffer nothing is kept. Carries out the automatic indentation.</summary>
internal sealed class Output(Context context, StringBuilder? buffer)
{
    private bool atLineStart;
    private bool isCut;

    public bool IsOn => buffer is not null;

    public string? Indent { get; set; }

    public string Text => buffer?.ToString() ?? "";

    public void Write(string text)
    {
        if (buffer is null || isCut)
        {
            return;
        }

        if (string.IsNullOrEmpty(Indent))
        {
            buffer.Append(text);
            atLineStart = text.Length > 0 ? text[^1] == '\n' : atLineStart;
        }
        else
        {
            WriteIndented(text, buffer, Indent);
        }

        CheckLimit(buffer);
    }

    private void WriteIndented(string text, StringBuilder target, string indent)
    {
        foreach (var c in text)
        {
            if (atLineStart && (c != '\n' || context.Options.IndentOnEmptyLines))
            {
                target.Append(indent);
            }

            target.Append(c);
            atLineStart = c == '\n';
        }
    }

    private void CheckLimit(StringBuilder target)
    {
        var limit = context.Options.LimitToString;
        if (limit <= 0 || target.Length <= limit)
        {
            return;
        }

        if (context.Options.IsStrict)
        {
            throw context.Error(0, $"The output is longer than the limit of {limit} characters");
        }

        target.Length = limit;
        target.Append("...");
        isCut = true;
    }
}
