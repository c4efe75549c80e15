using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeadOps.Cli.Views;

/// <summary>Work on many portals at a terminal: a bar of the portals, and a line for each at work.</summary>
internal sealed class PortalsPicture(Func<PortalsFacts> now) : Renderable
{
    private static readonly Style Waiting = new(Color.Yellow);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        maxWidth -= ProgressPicture.Echo;
        var facts = now();
        List<IRenderable> rows =
        [
            ProgressBarLine.Of(facts.Done, facts.Total, PortalsText.Figures(facts), maxWidth, options),
            .. facts.AtWork.Select(one => new Text(
                PortalsText.Line(one.Portal, one.Facts),
                one.Facts.Waiting is null ? Style.Plain : Waiting
            )),
        ];
        return ((IRenderable)new Rows(rows)).Render(options, maxWidth);
    }
}
