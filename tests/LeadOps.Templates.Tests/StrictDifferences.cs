namespace LeadOps.Templates.Tests;

/// <summary>
/// One way in which strict mode departs from Scriban, with a template that shows it. The outcomes are outputs;
/// `error` followed by a place stands for an error there.
/// </summary>
internal sealed record StrictDifference(string Rule, string Template, string Lenient, string Strict)
{
    /// <summary>The limit under which the template shows the rule; null for the one that applies anyway.</summary>
    public int? LimitToString { get; init; }
}

/// <summary>Everything in which strict mode departs from Scriban.</summary>
internal static class StrictDifferences
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
        new("An interpolated text reads as the output does.", "{{ $'{true}' }}", "True", "true"),
        new("A number compared with text that is a number counts as numbers.", "{{ 999 > '1000' }}", "true", "false"),
        new("So do two such texts under `<`, `<=`, `>` and `>=`.", "{{ '999' > '1000' }}", "true", "false"),
        new("A number compared with other text is an error.", "{{ 5 > 'abc' }}", "false", "error 1:6"),
        new("Arithmetic with text that is a number is an error.", "{{ '250' + 1 }}", "2501", "error 1:10"),
        new("So is text that is a number, repeated.", "{{ '250' * 3 }}", "250250250", "error 1:10"),
        new("A list contains a number however it is written.", "{{ [3] | array.contains '3' }}", "false", "true"),
        new(
            "A division by 0 is an error for `math.divided_by`, too.",
            "{{ 5 | math.divided_by 0 }}",
            "2147483647",
            "error 1:8"
        ),
        new(
            "`%Z` and `%s` of a date without an offset are errors, not the machine's.",
            "{{ d | date.to_string '%Z' | string.size }}",
            "6",
            "error 1:8"
        ),
        new("A comma in a number is an error.", "{{ '1234,56' | string.to_float }}", "123456", "error 1:16"),
        new("Text is cut between characters.", "{{ 'a\U0001F600b' | string.slice 0 2 | string.size }}", "2", "1"),
        new("Data of the host is read-only.", "{{ o.x = 2; o.x }}", "2", "error 1:6"),
        new("Scriban's own functions are read-only.", "{{ string.x = 2 }}", "", "error 1:4"),
        new("Sequences are computed at once.", "{{ a = [1]; b = a + []; a[0] = 2; b }}", "[2]", "[1]"),
        new(
            "`??` does not look at its right side when the left one has a value.",
            "{{ 1 ?? none.x }}",
            "error 1:14",
            "1"
        ),
        new(
            "A function that does not exist is an error without running.",
            "{{ if false; 'a' | string.upcas; end }}",
            "",
            "error 1:27"
        ),
        new("`include` reads files, so it does not exist.", "{{ if false; include 'x'; end }}", "", "error 1:14"),
        new(
            "`date.now`, `math.random` and `math.uuid` do not exist: a plan comes out the same twice.",
            "{{ date.now.year > 2000 }}",
            "true",
            "error 1:4"
        ),
        new("`tablerow` does not exist.", "{{ tablerow i in [] }}{{ end }}", "<tr class=\"row1\"></tr>\n", "error 1:4"),
        new("A day prints without a time.", "{{ date.parse '2026-02-28' }}", "28 Feb 2026", "2026-02-28"),
        new("A day against a moment means the whole day.", "{{ d <= '2026-02-28' }}", "false", "true"),
        new("Text that begins with a day or a month is no date.", "{{ d > '01.03.2026' }}", "true", "error 1:6"),
        new("A date compares with ISO text by instant.", "{{ d > '2026-03-01' }}", "true", "false"),
        new("A date compared with other text is an error.", "{{ d > 'soon' }}", "false", "error 1:6"),
        new(
            "Text that is not a date is an error.",
            "{{ date.parse 'soon' | object.format 'yyyy' }}",
            "0001",
            "error 1:4"
        ),
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
            "An error at the end of the text is placed at its last character, not at line 0.",
            "{{ 1 +",
            "error 0:0",
            "error 1:6"
        ),
    ];
}
