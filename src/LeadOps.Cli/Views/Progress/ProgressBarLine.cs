using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeadOps.Cli.Views;

/// <summary>
/// A bar with its figures behind it; where there is no room for both, or no total, the figures alone.
/// </summary>
internal static class ProgressBarLine
{
    private const int WidestBar = 40;
    private const int ShortestBar = 8;
    private const int Gap = 2;

    public static IRenderable Of(long done, long? total, string figures, int maxWidth, RenderOptions options)
    {
        var bar = Math.Min(WidestBar, maxWidth - figures.Length - Gap - 1);
        if (total is not > 0 || bar < ShortestBar)
        {
            return new Text(figures);
        }

        var task = new ProgressTask(0, "done", total.Value) { Value = done };
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
