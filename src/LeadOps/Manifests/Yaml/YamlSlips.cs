namespace LeadOps.Manifests.Yaml;

/// <summary>
/// What the parser says in its own words, and what a person did: a table from the one to the other.
/// </summary>
internal static class YamlSlips
{
    private const string Indent =
        "Begin it in the column of the key above it; the `- ` of a list counts as two blanks.";

    private const string QuoteWhole =
        "Quote the whole value; a quote within single quotes is written twice (`'don''t'`), "
        + "within double quotes as `\\\"`.";

    private static readonly Slip[] All =
    [
        new("did not find expected '-' indicator", "this line is not indented as the lines it belongs to.", Indent),
        new("did not find expected key", "this line is not indented as the lines it belongs to.", Indent)
        {
            When = (before, _) => before.TrimStart().Length == 0,
        },
        new("did not find expected key", "this does not belong to the value before it.", QuoteWhole),
        new("did not find expected ','", "a comma or a bracket is missing before this.", QuoteWhole),
        new("quoted scalar, found unexpected end", "the quote that opens here is not closed.", "Close it."),
        new(
            "found unknown escape character",
            "`\\` begins a code within double quotes.",
            "Write `/` in paths, or use single quotes."
        ),
        new(
            "multiline plain scalar, found invalid mapping",
            "the line above is neither a key nor the rest of a text.",
            "Write `key: value`, with a blank behind the colon."
        ),
        new("found invalid mapping", "a text with a colon and a blank in it needs quotes.", "Quote the whole value."),
        new("cannot start any token", "a text that begins with this character needs quotes.", "Quote the whole value.")
        {
            When = (_, after) => after.Length > 0 && after[0] is '@' or '%' or '`',
        },
    ];

    /// <summary>By the parser's message and the broken line on both sides of its place.</summary>
    public static (string What, string Remedy)? Of(string message, string before, string after) =>
        Array.Find(
            All,
            slip => message.Contains(slip.Said, StringComparison.OrdinalIgnoreCase) && slip.When(before, after)
        )
            is { } found
            ? (found.What, found.Remedy)
            : null;

    private sealed record Slip(string Said, string What, string Remedy)
    {
        public Func<string, string, bool> When { get; init; } = (_, _) => true;
    }
}
