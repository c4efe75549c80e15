using System.Text.Json;
using LeadOps.Templates;

namespace LeadOps.Cli.Commands.Lines;

/// <summary>The switches of one request, by Scriban's names.</summary>
internal static class LineOptions
{
    private static readonly Dictionary<string, Func<TemplateOptions, JsonElement, TemplateOptions>> Switches = new(
        StringComparer.Ordinal
    )
    {
        ["loop_limit"] = (options, value) => options with { LoopLimit = value.GetInt32() },
        ["recursive_limit"] = (options, value) => options with { RecursiveLimit = value.GetInt32() },
        ["expression_depth_limit"] = (options, value) => options with { ExpressionDepthLimit = value.GetInt32() },
        ["object_recursion_limit"] = (options, value) => options with { ObjectRecursionLimit = value.GetInt32() },
        ["limit_to_string"] = (options, value) => options with { LimitToString = value.GetInt32() },
        ["strict_variables"] = (options, value) => options with { StrictVariables = value.GetBoolean() },
        ["relaxed_member_access"] = (options, value) => options with { RelaxedMemberAccess = value.GetBoolean() },
        ["relaxed_target_access"] = (options, value) => options with { RelaxedTargetAccess = value.GetBoolean() },
        ["relaxed_indexer_access"] = (options, value) => options with { RelaxedIndexerAccess = value.GetBoolean() },
        ["null_indexer"] = (options, value) => options with { NullIndexer = value.GetBoolean() },
        ["relaxed_function_access"] = (options, value) => options with { RelaxedFunctionAccess = value.GetBoolean() },
        ["auto_indent"] = (options, value) => options with { AutoIndent = value.GetBoolean() },
        ["indent_on_empty_lines"] = (options, value) => options with { IndentOnEmptyLines = value.GetBoolean() },
    };

    public static TemplateOptions Read(JsonElement request)
    {
        var options = TemplateOptions.Lenient;
        if (!request.TryGetProperty("options", out var given) || given.ValueKind != JsonValueKind.Object)
        {
            return options;
        }

        foreach (var option in given.EnumerateObject())
        {
            options = Switches.TryGetValue(option.Name, out var change)
                ? change(options, option.Value)
                : throw new FormatException(
                    $"unknown option `{option.Name}`."
                        + Suggestions.Hint(Suggestions.Nearest(option.Name, Switches.Keys))
                );
        }

        return options;
    }
}
