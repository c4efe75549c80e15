using LeadOps.Templates.Evaluation;

namespace LeadOps.Templates.Builtins;

/// <summary>Functions that cut text: as Scriban's, but never through a character.</summary>
internal static class TextFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        new("slice", 2, 3, a => Slice(a, a.Raw(2) is null ? null : a.Int(2)))
        {
            Parameters = ["text", "start", "length"],
        },
        new("slice1", 2, 3, a => Slice(a, a.Int(2, 1))) { Parameters = ["text", "start", "length"] },
        new("truncate", 2, 3, Truncate) { Parameters = ["text", "length", "ellipsis"] },
    ];

    private static string Slice(TemplateArguments a, int? length)
    {
        var text = a.Text(0);
        if (length < 0)
        {
            throw a.Fail($"the length {length} is negative");
        }

        long start = a.Int(1);
        long end = length is null ? text.Length : start + length.Value;
        if (start < 0)
        {
            start += text.Length;
            end = length is null ? text.Length : start + length.Value;
        }

        return Characters.Slice(text, (int)Math.Clamp(start, 0, text.Length), (int)Math.Clamp(end, 0, text.Length));
    }

    private static string Truncate(TemplateArguments a)
    {
        var text = a.Text(0);
        var ellipsis = a.TextOrNull(2) ?? "...";
        var length = a.Int(1);
        return text.Length <= length
            ? text
            : Characters.Slice(text, 0, Math.Max(0, length - ellipsis.Length)) + ellipsis;
    }
}
