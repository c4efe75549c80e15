namespace LeadOps.Scriban;

/// <summary>Switches of the engine; the defaults are Scriban's own.</summary>
public sealed record EngineOptions
{
    public static EngineOptions Lenient { get; } = new();

    /// <summary>For manifests: what would damage data silently is an error. See <see cref="StrictDifferences"/>.</summary>
    public static EngineOptions Strict { get; } = new() { IsStrict = true, LoopLimit = 100_000 };

    public bool IsStrict { get; init; }

    public int LoopLimit { get; init; } = 1000;

    public int RecursiveLimit { get; init; } = 100;

    public int ExpressionDepthLimit { get; init; } = 250;

    public int ObjectRecursionLimit { get; init; } = 20;

    public int LimitToString { get; init; } = 1_048_576;

    /// <summary>Work that the other limits do not bound, such as calls that branch; one unit is about ten nanoseconds.</summary>
    public long WorkLimit { get; init; } = 200_000_000;

    public bool StrictVariables { get; init; }

    public bool RelaxedMemberAccess { get; init; } = true;

    public bool RelaxedTargetAccess { get; init; }

    public bool RelaxedIndexerAccess { get; init; } = true;

    public bool NullIndexer { get; init; }

    public bool RelaxedFunctionAccess { get; init; }

    public bool AutoIndent { get; init; } = true;

    public bool IndentOnEmptyLines { get; init; } = true;

    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The same options with one switch changed, by its name in `eval --jsonl`; null when there is no such switch.</summary>
    public EngineOptions? With(string name, bool flag, int number) =>
        name switch
        {
            "loop_limit" => this with { LoopLimit = number },
            "recursive_limit" => this with { RecursiveLimit = number },
            "expression_depth_limit" => this with { ExpressionDepthLimit = number },
            "object_recursion_limit" => this with { ObjectRecursionLimit = number },
            "limit_to_string" => this with { LimitToString = number },
            "strict_variables" => this with { StrictVariables = flag },
            "relaxed_member_access" => this with { RelaxedMemberAccess = flag },
            "relaxed_target_access" => this with { RelaxedTargetAccess = flag },
            "relaxed_indexer_access" => this with { RelaxedIndexerAccess = flag },
            "null_indexer" => this with { NullIndexer = flag },
            "relaxed_function_access" => this with { RelaxedFunctionAccess = flag },
            "auto_indent" => this with { AutoIndent = flag },
            "indent_on_empty_lines" => this with { IndentOnEmptyLines = flag },
            _ => null,
        };
}
