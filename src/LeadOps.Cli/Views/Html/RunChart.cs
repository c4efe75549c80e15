using System.Globalization;
using LeadOps.Runs;
using static LeadOps.Cli.Views.Html.HtmlPage;

namespace LeadOps.Cli.Views.Html;

/// <summary>
/// A run over time: leads done as a line, leads per second as bars, and the stretches in which it waited, by reason.
/// </summary>
internal static class RunChart
{
    private const int MaxPoints = 1000;
    private const int Bars = 60;
    private const int Reasons = 4;
    private const double Left = 50;
    private const double Right = 930;
    private const double Bottom = 170;
    private const double Height = 150;

    public static void Write(TextWriter output, IReadOnlyList<RunSample> samples)
    {
        var time = new ChartTime(samples);
        if (time.Span <= 0 || time.Most == 0)
        {
            return;
        }

        var reasons = Longest(time.Waits);
        output.WriteLine(
            """<figure class="panel"><div class="wide" tabindex="0" role="region" aria-label="Leads over time">"""
                + $"""<svg class="chart" viewBox="0 0 1000 200" role="img" aria-label="{E(Summary(time, reasons))}">"""
        );
        WriteWaits(output, time, reasons);
        var fastest = WriteRates(output, time);
        WriteLine(output, time);
        WriteAxis(output, time, fastest);
        var waits = reasons.Select((reason, i) => Key($"wait-{i + 1}", $"{reason.Text} ({Duration(reason.Seconds)})"));
        output.WriteLine(
            $"</svg></div><figcaption>{Key("line", "leads done")}{Key("rate", "leads per second")}"
                + $"{string.Concat(waits)}</figcaption></figure>"
        );
    }

    private static string Key(string css, string text) => $"""<span><span class="key {css}"></span>{E(text)}</span>""";

    /// <summary>The reasons that cost most, each with a colour of its own; the rest share the last one.</summary>
    private static List<(string Text, double Seconds)> Longest(IReadOnlyList<Stretch> waits)
    {
        var all = waits
            .GroupBy(wait => wait.Reason)
            .Select(group => (Text: group.Key, Seconds: group.Sum(wait => wait.Seconds)))
            .OrderByDescending(reason => reason.Seconds)
            .ToList();
        return all.Count <= Reasons
            ? all
            :
            [
                .. all.Take(Reasons - 1),
                ("other reasons to wait", all.Skip(Reasons - 1).Sum(reason => reason.Seconds)),
            ];
    }

    private static string Summary(ChartTime time, IReadOnlyList<(string Text, double Seconds)> reasons) =>
        $"{time.Most} leads in {Duration(time.Span)}"
        + string.Concat(reasons.Select(reason => $", {Duration(reason.Seconds)} waited for {reason.Text}"));

    private static void WriteWaits(
        TextWriter output,
        ChartTime time,
        IReadOnlyList<(string Text, double Seconds)> reasons
    )
    {
        foreach (var wait in time.Waits)
        {
            var known = reasons
                .Index()
                .FirstOrDefault(reason => reason.Item.Text == wait.Reason, (reasons.Count - 1, default))
                .Index;
            var from = X(time, wait.From);
            WriteBar(
                output,
                $"wait-{known + 1}",
                new Area(from, Bottom - Height, Math.Max(1.5, X(time, wait.To) - from), Height),
                $"{E(wait.Reason)}: {Duration(wait.Seconds)}"
            );
        }
    }

    private static double WriteRates(TextWriter output, ChartTime time)
    {
        var counts = new double[Math.Clamp(time.Moments.Count - 1, 1, Bars)];
        foreach (var (before, after) in time.Moments.Zip(time.Moments.Skip(1)))
        {
            var bar = Math.Min(counts.Length - 1, (int)(after.Seconds / time.Span * counts.Length));
            counts[bar] += Math.Max(0, after.Done - before.Done);
        }

        var rates = counts.Select(count => count / (time.Span / counts.Length)).ToList();
        var (fastest, width) = (Math.Max(0.001, rates.Max()), (Right - Left) / rates.Count);
        foreach (var (index, rate) in rates.Index().Where(bar => bar.Item > 0))
        {
            var share = rate / fastest;
            var area = new Area(Left + (index * width), Y(share), Math.Max(1, width - 1), share * Height);
            WriteBar(output, "rate", area, Invariant($"{rate:0.#} leads per second"));
        }

        return fastest;
    }

    private readonly record struct Area(double X, double Y, double Width, double Height);

    private static void WriteBar(TextWriter output, string css, Area area, string title)
    {
        var place = Invariant(
            $"""x="{area.X:0.#}" y="{area.Y:0.#}" width="{area.Width:0.#}" height="{area.Height:0.#}" """
        );
        output.WriteLine($"""<rect class="{css}" {place.TrimEnd()}><title>{title}</title></rect>""");
    }

    private static void WriteLine(TextWriter output, ChartTime time)
    {
        var step = 1 + (time.Moments.Count / MaxPoints);
        var thinned = time.Moments.Where((_, i) => i % step == 0 || i == time.Moments.Count - 1);
        var points = thinned.Select(moment =>
            Invariant($"{X(time, moment.Seconds):0.#},{Y((double)moment.Done / time.Most):0.#}")
        );
        output.WriteLine($"<polyline class=\"line\" points=\"{string.Join(' ', points)}\"/>");
        foreach (var at in time.Continued)
        {
            var path = Invariant($"M{X(time, at):0.#} {Bottom - Height}V{Bottom}");
            output.WriteLine($"""<path class="cut" d="{path}"><title>continued by another process</title></path>""");
        }
    }

    private static void WriteAxis(TextWriter output, ChartTime time, double fastest)
    {
        output.WriteLine(Invariant($"<path class=\"axis\" d=\"M{Left} {Bottom - Height}V{Bottom}H{Right}\"/>"));
        Text(output, Left - 5, Bottom - Height + 8, "end", Invariant($"{time.Most}"));
        Text(output, Left - 5, Bottom, "end", "0");
        Text(output, Left, Bottom + 18, "start", "0 s");
        Text(output, Right, Bottom + 18, "end", Duration(time.Span));
        Text(
            output,
            Right + 5,
            Bottom - Height + 8,
            "start",
            Invariant($"{Math.Round(fastest, fastest < 10 ? 1 : 0)}/s")
        );
    }

    private static double X(ChartTime time, double seconds) => Left + (seconds / time.Span * (Right - Left));

    private static double Y(double share) => Bottom - (share * Height);

    private static void Text(TextWriter output, double x, double y, string anchor, string text) =>
        output.WriteLine(Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{text}</text>"));

    private static string Duration(double seconds) =>
        seconds < 90
            ? Invariant($"{seconds:0.#} s")
            : TimeSpan
                .FromSeconds(seconds)
                .ToString(seconds < 3600 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
