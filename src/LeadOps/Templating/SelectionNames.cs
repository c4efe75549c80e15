namespace LeadOps.Templating;

/// <summary>
/// What templates see of the selection that a lead is in: `position`, `selected.size` and, with `groupBy`, `group`.
/// </summary>
public sealed record SelectionNames(int Position, int Size, GroupObject? Group)
{
    public static IReadOnlyList<string> Roots { get; } = ["position", "selected", "group"];

    internal void AddTo(Dictionary<string, object?> names)
    {
        names["position"] = Position;
        names["selected"] = new Dictionary<string, object?> { ["size"] = Size };
        if (Group is not null)
        {
            names["group"] = Group;
        }
    }
}
