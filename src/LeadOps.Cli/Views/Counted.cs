using System.Globalization;

namespace LeadOps.Cli.Views;

/// <summary>Numbers with what they count: `1 lead`, `2 leads`.</summary>
internal static class Counted
{
    public static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);

    public static string Of(long count, string one) => Of(count, one, one + "s");

    public static string Of(long count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";
}
