using System.Globalization;

namespace LeadOps.EndToEnd.Tests.States;

/// <summary>
/// Seeds of random cases: few always (25 on each of two stores are 50 kills), more for whoever sets
/// LEADOPS_TEST_SEEDS to their number.
/// </summary>
internal static class Seeds
{
    public static IEnumerable<int> Few => Enumerable.Range(1, Asked ?? 3);

    public static IEnumerable<int> Many => Enumerable.Range(1, Asked ?? 25);

    private static int? Asked =>
        Environment.GetEnvironmentVariable("LEADOPS_TEST_SEEDS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
