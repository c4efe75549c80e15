namespace LeadOps.Templates;

/// <summary>
/// One way in which strict mode departs from Scriban, with a template that shows it. The outcomes are outputs; `error` followed
/// by a place stands for an error there.
/// </summary>
public sealed record StrictDifference(string Rule, string Template, string Lenient, string Strict)
{
    /// <summary>The limit under which the template shows the rule; null for the one that applies anyway.</summary>
    public int? LimitToString { get; init; }
}

/// <summary>Everything in which strict mode departs from Scriban.</summary>
public static class StrictDifferences
{
    public static IReadOnlyList<StrictDifference> All { get; } =
    [
        new("An unknown name is an error unless `??` follows.", "[{{ nmae }}]", "[]", "error 1:5"),
        new("`??` gives an unknown name its value.", "{{ nmae ?? 'none' }}", "none", "none"),
        new("A missing member is an error unless `?.` or `??` allows it.", "[{{ o.missing }}]", "[]", "error 1:7"),
        new("`??` also guards a chain whose beginning is missing.", "{{ o.a.b.c ?? 'none' }}", "error 1:8", "none"),
        new("A date prints as ISO text.", "{{ d }}", "28 Feb 2026", "2026-02-28T23:05:09"),
        new(
            "A date in an interpolated text is ISO text too.",
            "{{ $'{d}' }}",
            "02/28/2026 23:05:09",
            "2026-02-28T23:05:09"
        ),
        new("A date compares with ISO text by instant.", "{{ d > '2026-03-01' }}", "true", "false"),
        new("A date compared with other text is an error.", "{{ d > 'soon' }}", "false", "error 1:6"),
        new("Text that is no date is an error.", "{{ date.parse 'soon' | object.format 'yyyy' }}", "0001", "error 1:4"),
        new("Parsing a date that is one already keeps its time.", "{{ (date.parse d).hour }}", "0", "23"),
        new("What `capture` stores is a string.", "{{ capture c }}abc{{ end }}[{{ c.size }}]", "[]", "[3]"),
        new("A number without end has no text.", "{{ 1.0 / 0 }}", "Infinity", "error 1:1"),
        new("A loop may take 100,000 steps, not 1,000.", "{{ for i in 1..1001; end }}done", "error 1:14", "done"),
        new("Output over the limit is an error, not a cut.", "{{ for i in 1..5; s; end }}", "abcabcab...", "error 1:19")
        {
            LimitToString = 8,
        },
        new("Joining texts over the limit is an error.", "{{ (s + s + s + s).size }}", "14", "error 1:5")
        {
            LimitToString = 8,
        },
        new(
            "An error at the end of the text stands at its last character, not at line 0.",
            "{{ 1 +",
            "error 0:0",
            "error 1:6"
        ),
    ];
}
