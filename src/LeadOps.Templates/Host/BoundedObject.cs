using Scriban;
using Scriban.Runtime;

namespace LeadOps.Templates.Host;

/// <summary>
/// An object of a template. Scriban prints whole objects into its messages without a limit, which never ends for one
/// that contains itself.
/// </summary>
internal sealed class BoundedObject() : ScriptObject(0, autoImportStaticsFromThisType: false)
{
    private const int Deepest = 64;
    private const int MostObjects = 10_000;

    [ThreadStatic]
    private static int depth;

    [ThreadStatic]
    private static int printed;

    public static BoundedObject CopyOf(ScriptObject members)
    {
        var made = new BoundedObject();
        members.CopyTo(made);
        return made;
    }

    public override string ToString(string? format, IFormatProvider? formatProvider)
    {
        if (formatProvider is TemplateContext)
        {
            return base.ToString(format, formatProvider);
        }

        printed = depth == 0 ? 1 : printed + 1;
        if (depth == Deepest || printed > MostObjects)
        {
            throw new InvalidOperationException("The object is nested too deeply, or it contains itself.");
        }

        depth++;
        try
        {
            return base.ToString(format, formatProvider);
        }
        finally
        {
            depth--;
        }
    }
}
