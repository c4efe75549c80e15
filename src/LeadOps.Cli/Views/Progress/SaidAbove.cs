using Spectre.Console.Rendering;

namespace LeadOps.Cli.Views;

/// <summary>Lines above a picture, written over its upper part, of which nothing may stay behind.</summary>
internal sealed class SaidAbove(string text) : Renderable
{
    private const string EraseToEnd = "\u001b[K";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in text.Split('\n').SelectMany(line => Wrapped.Lines(line, maxWidth)))
        {
            yield return new Segment(line);
            yield return Segment.Control(EraseToEnd);
            yield return Segment.LineBreak;
        }
    }
}
