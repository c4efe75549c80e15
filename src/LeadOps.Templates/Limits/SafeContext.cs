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
    private const int TextWorthCounting = 256;
    private const int LongestNumber = 16_384;

    private static readonly IObjectAccessor DateMembers = ByReflection.MembersOf(typeof(DateTime));
    private static readonly IObjectAccessor SpanMembers = ByReflection.MembersOf(typeof(TimeSpan));
    private static readonly IObjectAccessor PairMembers = ByReflection.MembersOf(typeof(KeyValuePair<string, object?>));

    private readonly int longestText;
    private int openObjects;
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
        return Placed(scriptNode, aliasReturnedFunction) switch
        {
            string text => Text(text, scriptNode),
            BigInteger number => Short(number, scriptNode),
            ScriptRange range when isEager => AtOnce(range, scriptNode),
            var value => value,
        };
    }

    /// <summary>Some of what .NET throws leaves the package without a place.</summary>
    private object? Placed(ScriptNode node, bool alias)
    {
        try
        {
            return EvaluateNode(node, alias);
        }
        catch (InvalidOperationException problem)
        {
            throw new ScriptRuntimeException(node.Span, problem.Message);
        }
    }

    /// <summary>
    /// Types are compared exactly: this is asked for every node, and a test of classes costs ten times as much.
    /// </summary>
    protected virtual object? EvaluateNode(ScriptNode node, bool alias)
    {
        var kind = node.GetType();
        return kind == typeof(ScriptLiteral) ? ((ScriptLiteral)node).Value
            : kind == typeof(ScriptObjectInitializerExpression) ? Make((ScriptObjectInitializerExpression)node)
            : kind == typeof(ScriptThisExpression) ? This((ScriptThisExpression)node)
            : base.Evaluate(node, alias);
    }

    private BoundedObject Make(ScriptObjectInitializerExpression node)
    {
        openObjects++;
        try
        {
            return BoundedObject.CopyOf((ScriptObject)base.Evaluate(node, false)!);
        }
        finally
        {
            openObjects--;
        }
    }

    /// <summary>Between the braces of an object: what is there so far. The object itself would never end.</summary>
    private object? This(ScriptThisExpression node)
    {
        var value = base.Evaluate(node, false);
        return openObjects > 0 && value is ScriptObject soFar ? BoundedObject.CopyOf(soFar) : value;
    }

    protected override IObjectAccessor? GetMemberAccessorImpl(object target) =>
        target switch
        {
            DateTime => DateMembers,
            TimeSpan => SpanMembers,
            IScriptObject or string or IDictionary or IList => base.GetMemberAccessorImpl(target),
            KeyValuePair<string, object?> => PairMembers,
            _ => IsNumber(target) ? base.GetMemberAccessorImpl(target) : MemberTable.None,
        };

    /// <summary>Long texts count; an object that holds others very often is stopped while it is printed.</summary>
    public override string? ObjectToString(object? value, bool nested = false)
    {
        var text = base.ObjectToString(value, nested);
        if (text?.Length > TextWorthCounting)
        {
            Meter.Text(text.Length, CurrentSpan);
        }

        return text;
    }

    protected static bool IsNumber(object value) =>
        value is int or long or double or decimal or float or bool or BigInteger or char
        || (value is IConvertible && value.GetType().IsPrimitive);

    protected virtual object Text(string text, ScriptNode node)
    {
        if (text.Length > longestText)
        {
            throw new ScriptRuntimeException(
                node.Span,
                $"The text is longer than the limit of {longestText} characters (LimitToString)."
            );
        }

        if (text.Length > TextWorthCounting)
        {
            Meter.Text(text.Length, node.Span);
        }

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
