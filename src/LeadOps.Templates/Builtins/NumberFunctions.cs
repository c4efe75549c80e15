using LeadOps.Templates.Evaluation;
using Scriban;
using Scriban.Functions;

namespace LeadOps.Templates.Builtins;

/// <summary>Text to numbers: a comma is refused, because `1234,56` would become 123456 without a word.</summary>
internal static class NumberFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        Reader("to_int", StringFunctions.ToInt),
        Reader("to_long", StringFunctions.ToLong),
        Reader("to_float", StringFunctions.ToFloat),
        Reader("to_double", StringFunctions.ToDouble),
    ];

    private static TemplateFunction Reader(string name, Func<TemplateContext, string?, object?> read) =>
        new(name, 1, 1, a => Read(a, read)) { Parameters = ["text"] };

    private static object? Read(TemplateArguments a, Func<TemplateContext, string?, object?> read)
    {
        var text = a.TextOrNull(0);
        return text is not null && text.Contains(',', StringComparison.Ordinal)
            ? throw a.Fail(
                $"`{TextForm.Short(text)}` has a comma. "
                    + "Numbers are written with a decimal point: write `| string.replace ',' '.'` before it for a "
                    + "decimal comma, `| string.replace ',' ''` for thousands"
            )
            : read(a.Context, text);
    }
}
