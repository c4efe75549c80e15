namespace LeadOps.Templates;

/// <summary>Switches of the engine; the defaults are Scriban's own.</summary>
public sealed record TemplateOptions
{
    public static TemplateOptions Lenient { get; } = new();

    /// <summary>For manifests: what would damage data silently is an error.</summary>
    public static TemplateOptions Strict { get; } =
        new()
        {
            IsStrict = true,
            LoopLimit = MostSteps,
            RegexTimeout = TimeSpan.FromMilliseconds(250),
        };

    internal const int MostSteps = 100_000;

    private const int DeepestCalls = 1_000;
    private const int DeepestParse = 250;
    private const int DeepestPrint = 100;
    private const int LongestText = 16 * 1024 * 1024;

    public bool IsStrict { get; init; }

    public int LoopLimit { get; init; } = 1000;

    public int RecursiveLimit { get; init; } = 100;

    public int ExpressionDepthLimit { get; init; } = DeepestParse;

    public int ObjectRecursionLimit { get; init; } = 20;

    public int LimitToString { get; init; } = 1_048_576;

    /// <summary>
    /// Nodes that one evaluation may visit; bounds what no other limit bounds, such as calls that branch.
    /// </summary>
    public int StepLimit { get; init; } = 2_000_000;

    public bool StrictVariables { get; init; }

    public bool RelaxedMemberAccess { get; init; } = true;

    public bool RelaxedTargetAccess { get; init; }

    public bool RelaxedIndexerAccess { get; init; } = true;

    public bool NullIndexer { get; init; }

    public bool RelaxedFunctionAccess { get; init; }

    public bool AutoIndent { get; init; } = true;

    public bool IndentOnEmptyLines { get; init; } = true;

    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Lazy sequences nest without end once loops may be long, so they are computed where they appear.
    /// </summary>
    internal bool IsEager => IsStrict || LoopLimit > Lenient.LoopLimit;

    /// <summary>The same options with every limit in force: Scriban takes 0 for none.</summary>
    internal TemplateOptions Clamped() =>
        this with
        {
            LoopLimit = Within(LoopLimit, MostSteps),
            RecursiveLimit = Within(RecursiveLimit, DeepestCalls),
            ExpressionDepthLimit = Within(ExpressionDepthLimit, DeepestParse),
            ObjectRecursionLimit = Within(ObjectRecursionLimit, DeepestPrint),
            LimitToString = Within(LimitToString, LongestText),
        };

    private static int Within(int limit, int most) => limit <= 0 ? most : Math.Min(limit, most);
}
