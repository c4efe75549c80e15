using System.Globalization;
using LeadOps.Diagnostics;

namespace LeadOps.Rollouts;

/// <summary>`1,10%,100%`: how many of the portals are done after each wave, as a number or a share of all.</summary>
public static class Waves
{
    public const string Usual = "1,10%,100%";

    /// <summary>The wave of each portal, from 1, in their order.</summary>
    public static IReadOnlyList<int> Of(string text, int portals)
    {
        var ends = Ends(text, portals);
        return [.. Enumerable.Range(0, portals).Select(portal => ends.FindIndex(end => portal < end) + 1)];
    }

    /// <summary>
    /// The last is the number of portals. A share is rounded up, and a wave without a portal of its own falls away:
    /// of five portals, `1,10%` is one wave.
    /// </summary>
    private static List<int> Ends(string text, int portals)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries).Select(part => Part(text, part)).ToList();
        foreach (var kind in parts.GroupBy(part => part.IsShare, part => part.Number))
        {
            if (!kind.SequenceEqual(kind.Distinct().Order()))
            {
                throw Wrong(text, "each wave ends later than the one before");
            }
        }

        var ends = parts
            .Select(part =>
                part.IsShare ? (int)Math.Ceiling(portals * part.Number / 100) : (int)Math.Min(part.Number, portals)
            )
            .ToList();
        return ends[^1] < portals
            ? throw Wrong(text, $"the last wave ends after {ends[^1]} of {portals} portals; add `,100%`")
            : [.. ends.Distinct().Order()];
    }

    private static (double Number, bool IsShare) Part(string text, string part)
    {
        var isShare = part.EndsWith('%');
        var isNumber = double.TryParse(
            isShare ? part[..^1] : part,
            isShare ? NumberStyles.AllowDecimalPoint : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        );
        return isNumber && number > 0 && (!isShare || number <= 100)
            ? (number, isShare)
            : throw Wrong(text, $"`{part}` is not a number of portals or a share of them");
    }

    private static LeadOpsException Wrong(string text, string why) =>
        new(Failure.Invalid, $"`--waves {text}`: {why}. Write for example `--waves {Usual}`.");
}
