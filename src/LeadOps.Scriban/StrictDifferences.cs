namespace LeadOps.Scriban;

/// <summary>One way in which strict mode departs from Scriban, with a template that shows it.</summary>
public sealed record StrictDifference(string Rule, string Template, string Lenient, string Strict);

/// <summary>Everything in which strict mode departs from Scriban. `error` stands for an error with a place.</summary>
public static class StrictDifferences
{
    public static IReadOnlyList<StrictDifference> All { get; } =
    [
        new("An unknown name is an error unless `??` follows.", "{{ nmae }}", "", "error"),
        new("A missing member is an error unless `?.` or `??` allows it.", "{{ o.missing }}", "", "error"),
        new("`??` also guards a chain whose beginning is missing.", "{{ o.a.b.c ?? 'none' }}", "error", "none"),
        new("A date prints as ISO text.", "{{ d }}", "28 Feb 2026", "2026-02-28T23:05:09"),
        new("A date compares with ISO text by instant.", "{{ d > '2026-01-01' }}", "true", "true"),
        new("A date compared with other text is an error.", "{{ d > 'soon' }}", "false", "error"),
        new("Text that is no date is an error.", "{{ date.parse 'soon' | object.format 'yyyy' }}", "0001", "error"),
        new("Parsing a date that is one already keeps its time.", "{{ (date.parse d).hour }}", "0", "23"),
        new("Output over the limit is an error, not a cut.", "{{ for i in 1..400; s; end }}", "cut", "error"),
    ];
}
