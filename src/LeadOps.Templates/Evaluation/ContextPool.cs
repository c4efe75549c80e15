namespace LeadOps.Templates.Evaluation;

/// <summary>
/// One context per thread for the strict options: making one costs more than most evaluations. It is taken out while
/// it is used, and comes back only from an evaluation that ended well, so that nothing of a broken one is left.
/// </summary>
internal static class ContextPool
{
    [ThreadStatic]
    private static StrictContext? kept;

    public static StrictContext Take(TemplateOptions options)
    {
        if (!ReferenceEquals(options, TemplateOptions.Strict) || kept is not { } context)
        {
            return new StrictContext(options);
        }

        kept = null;
        return context;
    }

    public static void Return(StrictContext context)
    {
        if (context.End() && ReferenceEquals(context.Options, TemplateOptions.Strict))
        {
            kept = context;
        }
    }
}
