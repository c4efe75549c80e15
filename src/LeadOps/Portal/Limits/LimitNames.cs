using System.Globalization;

namespace LeadOps.Portal.Limits;

/// <summary>What the limits of a portal are called wherever a person reads of them.</summary>
internal static class LimitNames
{
    public static string Of(Tariff tariff) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"tariff {tariff.Name}: {tariff.PerSecond:0.##} {(tariff.PerSecond == 1 ? "request" : "requests")} a second"
        );

    public static string OfOperating(string method) => $"operating limit of {method}";
}
