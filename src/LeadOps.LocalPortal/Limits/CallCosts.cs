using System.Globalization;

namespace LeadOps.LocalPortal.Limits;

/// <summary>Simulated working time of calls: counted, never waited for.</summary>
internal sealed class CallCosts
{
    private readonly Dictionary<string, double> byMethod = new(StringComparer.OrdinalIgnoreCase);
    private readonly double otherwise;

    public CallCosts(string? text)
    {
        foreach (
            var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var seconds =
                Seconds(part[(equals + 1)..])
                ?? throw new LocalPortalException(
                    $"`{part}` in `{text}` is not a cost. "
                        + "Write a time such as `0.4s`, or `crm.lead.update=0.4s,crm.lead.list=100ms`."
                );
            if (equals < 0)
            {
                otherwise = seconds;
            }
            else
            {
                byMethod[part[..equals].Trim()] = seconds;
            }
        }
    }

    public IEnumerable<string> Methods => byMethod.Keys;

    public double Of(string method) => byMethod.GetValueOrDefault(method, otherwise);

    /// <summary>`2s`, `0.4s`, `200ms` or a bare number of seconds.</summary>
    public static double? Seconds(string text)
    {
        var (number, unit) = text.EndsWith("ms", StringComparison.Ordinal)
            ? (text[..^2], 0.001)
            : (text.EndsWith('s') ? text[..^1] : text, 1.0);
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value * unit
            : null;
    }
}
