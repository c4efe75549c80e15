using System.Globalization;
using System.Net;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>A run over time: leads done as a line, leads per second as bars, stretches in which it had to wait as bands.</summary>
internal static class HtmlChart
{
    private const int MaxPoints = 1000;
    private const int Bars = 60;
    private const double Left = 50;
    private const double Right = 930;
    private const double Bottom = 170;
    private const double Height = 150;

    public static void Write(TextWriter output, IReadOnlyList<RunSample> samples)
    {
        var all = Continued(samples);
        if (all.Count < 2 || all[^1].At <= all[0].At)
        {
            return;
        }

        var (start, span) = (all[0].At, (all[^1].At - all[0].At).TotalSeconds);
        var most = Math.Max(1, all.Max(sample => sample.Done));
        double X(DateTimeOffset at) => Left + ((at - start).TotalSeconds / span * (Right - Left));
        double Y(double share) => Bottom - (share * Height);

        output.WriteLine(
            "<figure><svg viewBox=\"0 0 1000 200\" role=\"img\" aria-label=\"leads done, leads per second and pauses over time\">"
        );
        foreach (var (from, to, reason) in Pauses(all))
        {
            output.WriteLine(
                Invariant(
                    $"<rect x=\"{X(from):0.#}\" y=\"{Bottom - Height:0}\" width=\"{Math.Max(1.5, X(to) - X(from)):0.#}\" height=\"{Height:0}\" fill=\"#f6d9a8\"><title>{WebUtility.HtmlEncode(reason)}: {(to - from).TotalSeconds:0.#} s</title></rect>"
                )
            );
        }

        var rates = Rates(all, start, span);
        var fastest = Math.Max(0.001, rates.Max());
        for (var i = 0; i < rates.Length; i++)
        {
            var width = (Right - Left) / rates.Length;
            output.WriteLine(
                Invariant(
                    $"<rect x=\"{Left + (i * width):0.#}\" y=\"{Y(rates[i] / fastest):0.#}\" width=\"{width - 1:0.#}\" height=\"{rates[i] / fastest * Height:0.#}\" fill=\"#bcd3ea\"><title>{rates[i]:0.#} leads per second</title></rect>"
                )
            );
        }

        var points = string.Join(
            ' ',
            Steps(Thinned(all)).Select(sample => Invariant($"{X(sample.At):0.#},{Y((double)sample.Done / most):0.#}"))
        );
        output.WriteLine($"<polyline points=\"{points}\" fill=\"none\" stroke=\"#2467a6\" stroke-width=\"2.5\"/>");
        output.WriteLine(
            Invariant($"<path d=\"M{Left} {Bottom - Height}V{Bottom}H{Right}\" fill=\"none\" stroke=\"#8b98a5\"/>")
        );
        Text(output, Left - 5, Bottom - Height + 8, "end", Invariant($"{most}"));
        Text(output, Left - 5, Bottom, "end", "0");
        Text(output, Left, Bottom + 18, "start", "0 s");
        Text(output, Right, Bottom + 18, "end", Duration(span));
        Text(
            output,
            Right + 5,
            Bottom - Height + 8,
            "start",
            Invariant($"{(fastest < 10 ? Math.Round(fastest, 1) : Math.Round(fastest))}/s")
        );
        output.WriteLine(
            "</svg><figcaption><span style=\"color:#2467a6\">━</span> leads done &nbsp; <span style=\"color:#bcd3ea\">■</span> leads per second &nbsp; <span style=\"color:#f6d9a8\">■</span> waiting for the portal</figcaption></figure>"
        );
    }

    /// <summary>Every process counts from nothing; a resumed run goes on where it was.</summary>
    private static List<RunSample> Continued(IReadOnlyList<RunSample> samples)
    {
        var (before, last) = (0, 0);
        return
        [
            .. samples.Select(sample =>
            {
                before += sample.Done < last ? last : 0;
                last = sample.Done;
                return sample with { Done = before + last };
            }),
        ];
    }

    /// <summary>Nothing is done while the run has to wait.</summary>
    private static IEnumerable<RunSample> Steps(IReadOnlyList<RunSample> all) =>
        all.Zip(all.Skip(1))
            .SelectMany(pair =>
                pair.First.PausedBecause is null
                    ? [pair.First]
                    : new[] { pair.First, pair.First with { At = pair.Second.At } }
            )
            .Append(all[^1]);

    private static List<RunSample> Thinned(IReadOnlyList<RunSample> all)
    {
        var step = 1 + (all.Count / MaxPoints);
        return [.. all.Where((_, i) => i % step == 0 || i == all.Count - 1)];
    }

    /// <summary>A pause lasts until something is recorded again.</summary>
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To, string Reason)> Pauses(
        IReadOnlyList<RunSample> all
    ) =>
        all.Zip(all.Skip(1))
            .Where(pair => pair.First.PausedBecause is not null)
            .Select(pair => (pair.First.At, pair.Second.At, pair.First.PausedBecause!));

    private static double[] Rates(IReadOnlyList<RunSample> all, DateTimeOffset start, double span)
    {
        var counts = new double[Math.Clamp(all.Count - 1, 1, Bars)];
        foreach (var (before, after) in all.Zip(all.Skip(1)))
        {
            var bar = Math.Min(counts.Length - 1, (int)((after.At - start).TotalSeconds / span * counts.Length));
            counts[bar] += Math.Max(0, after.Done - before.Done);
        }

        return [.. counts.Select(count => count / (span / counts.Length))];
    }

    private static void Text(TextWriter output, double x, double y, string anchor, string text) =>
        output.WriteLine(
            Invariant(
                $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" font-size=\"12\" fill=\"#5a6672\">{text}</text>"
            )
        );

    private static string Duration(double seconds) =>
        seconds < 90
            ? Invariant($"{seconds:0.#} s")
            : TimeSpan
                .FromSeconds(seconds)
                .ToString(seconds < 3600 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
