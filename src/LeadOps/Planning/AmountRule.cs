using LeadOps.Fields;

namespace LeadOps.Planning;

/// <summary>
/// An amount holds against product rows only with the manual flag. So the flag is planned with an amount that changes, or
/// whose rows change, unless the manifest sets it.
/// </summary>
public static class AmountRule
{
    public const string Flag = "IS_MANUAL_OPPORTUNITY";

    public static FieldValue Manual { get; } = new TextValue("Y");

    public static bool WantsFlag(IEnumerable<string> set, Func<string, bool> changes)
    {
        var names = set.ToHashSet(StringComparer.Ordinal);
        return names.Contains("OPPORTUNITY") && !names.Contains(Flag) && (changes("OPPORTUNITY") || changes("PRODUCT_ROWS"));
    }
}
