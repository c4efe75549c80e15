using Scriban;
using Scriban.Syntax;

namespace LeadOps.Templates.Evaluation;

/// <summary>What a part of a template prints, as text.</summary>
internal static class Captured
{
    public static string Text(TemplateContext context, ScriptNode part)
    {
        context.PushOutput();
        string text;
        try
        {
            context.Evaluate(part);
        }
        finally
        {
            text = context.PopOutput().ToString() ?? "";
        }

        return text;
    }
}
