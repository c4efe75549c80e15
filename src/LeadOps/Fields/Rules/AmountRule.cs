namespace LeadOps.Fields.Rules;

/// <summary>
/// An amount holds against product rows only with the manual flag. So the flag is planned with an amount that changes, or
/// whose rows change, unless the manifest sets it. Where rows change alone, what they do to the amount must be known before.
/// </summary>
public static class AmountRule
{
    public const string Flag = "IS_MANUAL_OPPORTUNITY";
    public const string Amount = "OPPORTUNITY";
    public const string Rows = "PRODUCT_ROWS";

    /// <summary>What product rows change, or do not change, without being planned.</summary>
    public static IReadOnlyList<string> BesideRows { get; } = [Amount, Flag];

    public static FieldValue Manual { get; } = new TextValue("Y");

    public static bool WantsFlag(IEnumerable<string> set, Func<string, bool> changes)
    {
        var names = set.ToHashSet(StringComparer.Ordinal);
        return names.Contains(Amount) && !names.Contains(Flag) && (changes(Amount) || changes(Rows));
    }
}
