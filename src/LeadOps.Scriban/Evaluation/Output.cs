using System.Text;

namespace LeadOps.Scriban.Evaluation;

/// <summary>Where a template writes; without a buffer nothing is kept. Carries out the automatic indentation.</summary>
internal sealed class Output(Context context, StringBuilder? buffer)
{
    private bool isCut;

    public bool IsOn => buffer is not null;

    public string Text => buffer?.ToString() ?? "";

    public void Write(string text)
    {
        if (buffer is null || isCut || text.Length == 0)
        {
            return;
        }

        context.Limits.Spend(text.Length >> 4, 0);
        if (string.IsNullOrEmpty(context.Indent))
        {
            buffer.Append(text);
            context.AtLineStart = text[^1] == '\n';
        }
        else
        {
            WriteIndented(text, buffer, context.Indent);
        }

        CheckLimit(buffer);
    }

    private void WriteIndented(string text, StringBuilder target, string indent)
    {
        foreach (var c in text)
        {
            if (context.AtLineStart && (c != '\n' || context.Options.IndentOnEmptyLines))
            {
                target.Append(indent);
            }

            target.Append(c);
            context.AtLineStart = c == '\n';
            if (target.Length > Limits.LongestText)
            {
                return;
            }
        }
    }

    private void CheckLimit(StringBuilder target)
    {
        var limit = context.Options.LimitToString;
        if (limit <= 0)
        {
            context.Limits.EnsureTextFits(target.Length, 0);
            return;
        }

        if (target.Length <= limit)
        {
            return;
        }

        if (context.Options.IsStrict)
        {
            throw context.Error(0, $"The output is longer than the limit LimitToString of {limit} characters");
        }

        target.Length = limit;
        target.Append("...");
        isCut = true;
    }
}
