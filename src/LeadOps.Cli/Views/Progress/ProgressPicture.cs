using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeadOps.Cli.Views;

/// <summary>
/// Progress at a terminal: a bar with figures, the reason for waiting, and with `-v` how requests go.
/// </summary>
internal sealed class ProgressPicture(Func<ProgressFacts> now, bool isVerbose) : Renderable
{
    private const int WidestBar = 40;
    private const int ShortestBar = 8;
    private const int Gap = 2;

    /// <summary>
    /// Room for the `^C` that a terminal shows behind the picture; a line that breaks would be drawn twice.
    /// </summary>
    private const int Echo = 2;

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

        rows.Add(Figures(facts, maxWidth, options));
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

    private static IRenderable Figures(ProgressFacts facts, int maxWidth, RenderOptions options)
    {
        var figures = string.Join("  ", ProgressText.Figures(facts));
        var bar = Math.Min(WidestBar, maxWidth - figures.Length - Gap - 1);
        if (facts.Total is not > 0 || bar < ShortestBar)
        {
            return new Text(figures);
        }

        var task = new ProgressTask(0, "leads", facts.Total.Value) { Value = facts.Done };
        var grid = new Grid();
        grid.AddColumn(
            new GridColumn
            {
                Width = bar,
                NoWrap = true,
                Padding = new Padding(0, 0, Gap, 0),
            }
        );
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0) });
        grid.AddRow(new ProgressBarColumn { Width = bar }.Render(options, task, TimeSpan.Zero), new Text(figures));
        return grid;
    }
}
