using System.Collections;
using System.Numerics;
using LeadOps.Templates.Host;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Limits;

/// <summary>
/// Scriban's language as it is, with a bound on what an evaluation can use, and with no way to look into .NET.
/// </summary>
internal class SafeContext : TemplateContext
{
    private const int LongestNumber = 16_384;

    private static readonly IObjectAccessor DateMembers = ByReflection.MembersOf(typeof(DateTime));
    private static readonly IObjectAccessor MomentMembers = ByReflection.MembersOf(
        typeof(DateTimeOffset),
        member => typeof(DateTime).GetProperty(member.Name) is not null
    );
    private static readonly IObjectAccessor SpanMembers = ByReflection.MembersOf(typeof(TimeSpan));
    private static readonly IObjectAccessor PairMembers = ByReflection.MembersOf(typeof(KeyValuePair<string, object?>));

    private readonly int longestText;
    private readonly bool isEager;

    public SafeContext(ScriptObject builtins, TemplateOptions options)
        : base(builtins)
    {
        Options = options;
        isEager = options.IsEager;
        NewLine = "\n";
        LoopLimit = options.LoopLimit;
        RecursiveLimit = options.RecursiveLimit;
        ObjectRecursionLimit = options.ObjectRecursionLimit;
        LimitToString = options.LimitToString;
        longestText = options.IsStrict ? options.LimitToString : 16 * 1024 * 1024;
        StrictVariables = options.StrictVariables;
        EnableRelaxedMemberAccess = options.RelaxedMemberAccess;
        EnableRelaxedTargetAccess = options.RelaxedTargetAccess;
        EnableRelaxedIndexerAccess = options.RelaxedIndexerAccess;
        EnableNullIndexer = options.NullIndexer;
        EnableRelaxedFunctionAccess = options.RelaxedFunctionAccess;
        AutoIndent = options.AutoIndent;
        IndentOnEmptyLines = options.IndentOnEmptyLines;
        RegexTimeOut = options.RegexTimeout;
    }

    public TemplateOptions Options { get; }

    public Meter Meter { get; } = new();

    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (scriptNode is null)
        {
            return null;
        }

        Meter.Step(scriptNode);
        return EvaluateNode(scriptNode, aliasReturnedFunction) switch
        {
            string text => Text(text, scriptNode),
            BigInteger number => Short(number, scriptNode),
            ScriptRange range when isEager => AtOnce(range, scriptNode),
            var value => value,
        };
    }

    /// <summary>
    /// Types are compared exactly, and each by itself: this is asked for every node, and a test of classes, or a type
    /// that is kept in a variable, costs many times as much.
    /// </summary>
    protected virtual object? EvaluateNode(ScriptNode node, bool alias) =>
        node.GetType() == typeof(ScriptLiteral) ? ((ScriptLiteral)node).Value
        : node.GetType() == typeof(ScriptObjectInitializerExpression) || node.GetType() == typeof(ScriptThisExpression)
            ? Bounded(base.Evaluate(node, alias))
        : base.Evaluate(node, alias);

    /// <summary>
    /// An object just made; or what it has so far, when it asks for itself between its braces: it would never end.
    /// </summary>
    private static object? Bounded(object? made) =>
        made?.GetType() == typeof(ScriptObject) ? BoundedObject.CopyOf((ScriptObject)made) : made;

    protected override IObjectAccessor? GetMemberAccessorImpl(object target) =>
        target switch
        {
            DateTime => DateMembers,
            DateTimeOffset => MomentMembers,
            TimeSpan => SpanMembers,
            KeyValuePair<string, object?> => PairMembers,
            IScriptObject or string or IDictionary or IList => base.GetMemberAccessorImpl(target),
            _ => IsPrimitive(target) ? base.GetMemberAccessorImpl(target) : null,
        };

    protected static bool IsPrimitive(object value) => value is decimal or BigInteger || value.GetType().IsPrimitive;

    /// <summary>What a part of a template prints.</summary>
    public string Printed(ScriptNode part)
    {
        PushOutput();
        string text;
        try
        {
            Evaluate(part);
        }
        finally
        {
            text = PopOutput().ToString() ?? "";
        }

        return text;
    }

    /// <summary>Long texts count; an object that holds others very often is stopped while it is printed.</summary>
    public override string? ObjectToString(object? value, bool nested = false)
    {
        var text = base.ObjectToString(value, nested);
        Meter.Text(text?.Length ?? 0, CurrentSpan);
        return text;
    }

    protected virtual object Text(string text, ScriptNode node)
    {
        if (text.Length > longestText)
        {
            throw new ScriptRuntimeException(
                node.Span,
                $"The text is longer than the limit of {longestText} characters (LimitToString)."
            );
        }

        Meter.Text(text.Length, node.Span);
        return text;
    }

    private ScriptArray AtOnce(ScriptRange range, ScriptNode node)
    {
        var items = new ScriptArray();
        foreach (var item in range)
        {
            items.Add(item);
            Meter.Spend(1, node.Span);
        }

        return items;
    }

    private static object Short(BigInteger number, ScriptNode node) =>
        number.GetBitLength() <= LongestNumber
            ? number
            : throw new ScriptRuntimeException(node.Span, "The number is too large: it has more than 4,900 digits.");
}
