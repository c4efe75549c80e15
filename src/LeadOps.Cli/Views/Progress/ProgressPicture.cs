using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeadOps.Cli.Views;

/// <summary>
/// Progress at a terminal: a bar with figures, the reason for waiting, and with `-v` how requests go.
/// </summary>
internal sealed class ProgressPicture(Func<ProgressFacts> now, bool isVerbose) : Renderable
{
    /// <summary>
    /// Room for the `^C` that a terminal shows behind the picture; a line that breaks would be drawn twice.
    /// </summary>
    public const int Echo = 2;

    private static readonly Style Quiet = new(Color.Grey);
    private static readonly Style Waiting = new(Color.Yellow);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        maxWidth -= Echo;
        var facts = now();
        var rows = new List<IRenderable>();
        if (facts.What is { } what)
        {
            rows.Add(new Text(what));
        }

        var figures = string.Join("  ", ProgressText.Figures(facts));
        rows.Add(ProgressBarLine.Of(facts.Done, facts.Total, figures, maxWidth, options));
        if (facts.Waiting is { } reason)
        {
            rows.Add(new Text(reason, Waiting));
        }
        else if (facts.Left?.Limit is { } limit)
        {
            rows.Add(new Text($"The time left follows from: {limit}", Quiet));
        }

        if (isVerbose)
        {
            rows.Add(new Text(ProgressText.Size(facts), Quiet));
        }

        return ((IRenderable)new Rows(rows)).Render(options, maxWidth);
    }
}
