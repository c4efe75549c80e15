using System.Collections;
using LeadOps.Templates.Strict;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Builtins;

/// <summary>`array` in manifests: a list contains a number however it is written.</summary>
internal static class ArrayFunctions
{
    public static bool Contains(TemplateContext context, SourceSpan span, IEnumerable? list, object? item)
    {
        var strict = (StrictContext)context;
        foreach (var one in list ?? Array.Empty<object>())
        {
            strict.Meter.Spend(1, span);
            if (
                IsNumeric(one, item)
                    ? strict.Operate(ScriptBinaryOperator.CompareEqual, span, one, item) is true
                    : Equals(one, item)
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Two numbers, or a number and a text that reads as one.</summary>
    private static bool IsNumeric(object? one, object? other) =>
        NumberText.IsNumber(one)
            ? NumberText.IsNumber(other) || (other is string text && NumberText.Reads(text))
            : NumberText.IsNumber(other) && one is string written && NumberText.Reads(written);
}
