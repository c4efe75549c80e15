using System.Collections;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Evaluation;

/// <summary>
/// Makes plain data of what an evaluation yields: nothing of the engine leaves it, and nothing endless.
/// </summary>
internal sealed class PlainValue(SourceSpan span)
{
    public const string NotCalled = "This is a function, not a value. Leave out the `@` before it to call it.";

    private const int DeepestNesting = 64;
    private const int MostValues = 250_000;

    private int count;

    public static object? Of(object? value, SourceSpan span) =>
        value is null or string or int or decimal or bool ? value : new PlainValue(span).Plain(value, 0);

    private object? Plain(object? value, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new ScriptRuntimeException(span, "The value is nested too deeply, or it contains itself.");
        }

        if (++count > MostValues)
        {
            throw new ScriptRuntimeException(span, $"The value has more than {MostValues} parts.");
        }

        return value switch
        {
            ScriptRange or (IScriptObject and IList) => Items((IEnumerable)value, depth),
            IScriptCustomFunction => throw new ScriptRuntimeException(span, NotCalled),
            ScriptObject members => Members(members, depth),
            EmptyScriptObject => new Dictionary<string, object?>(),
            IScriptOutput or char or WrittenNumber => value.ToString(),
            _ => value,
        };
    }

    private List<object?> Items(IEnumerable items, int depth)
    {
        var made = new List<object?>();
        foreach (var item in items)
        {
            made.Add(Plain(item, depth + 1));
        }

        return made;
    }

    private Dictionary<string, object?> Members(ScriptObject members, int depth)
    {
        var made = new Dictionary<string, object?>(members.Count, StringComparer.Ordinal);
        foreach (var (name, member) in members)
        {
            made[name] = Plain(member, depth + 1);
        }

        return made;
    }
}
