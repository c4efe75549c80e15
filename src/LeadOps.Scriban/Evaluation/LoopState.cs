namespace LeadOps.Scriban.Evaluation;

/// <summary>What `for.` and `while.` answer.</summary>
internal sealed class LoopState : ITemplateObject
{
    private static readonly HashSet<string> Members =
    [
        "index",
        "rindex",
        "first",
        "last",
        "even",
        "odd",
        "changed",
        "length",
    ];

    private object? previous;
    private object? item;

    public int Length { get; init; }

    private int Index { get; set; }

    public IEnumerable<string> Names => Members;

    public int Count => Members.Count;

    /// <summary>What the loop of that keyword can answer; `while` cannot know its end.</summary>
    public static bool Has(string keyword, string member) =>
        keyword == "for" ? Members.Contains(member) : member is "index" or "first" or "even" or "odd";

    public void MoveTo(int index, object? value)
    {
        previous = item;
        item = value;
        Index = index;
    }

    public bool TryGet(string name, out object? value)
    {
        value = name switch
        {
            "index" => Index,
            "rindex" => Length - Index - 1,
            "first" => Index == 0,
            "last" => Index == Length - 1,
            "even" => Index % 2 == 0,
            "odd" => Index % 2 == 1,
            "changed" => Index == 0 || !Equals(previous, item),
            "length" => Length,
            _ => null,
        };
        return value is not null;
    }
}
