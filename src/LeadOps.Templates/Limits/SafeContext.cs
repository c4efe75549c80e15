using System.Collections;
using System.Numerics;
using LeadOps.Templates.Host;
using Scriban;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;
using Scriban.Syntax;

namespace LeadOps.Templates.Limits;

/// <summary>
/// Scriban's language as it is, with a bound on what an evaluation can use, and with no way to look into .NET.
/// </summary>
internal class SafeContext : TemplateContext
{
    private const int TextWorthCounting = 256;
    private const int LongestNumber = 16_384;

    private static readonly IObjectAccessor DateMembers = new TypedObjectAccessor(typeof(DateTime), null, null);
    private static readonly IObjectAccessor SpanMembers = new TypedObjectAccessor(typeof(TimeSpan), null, null);
    private static readonly IObjectAccessor PairMembers = new TypedObjectAccessor(
        typeof(KeyValuePair<string, object?>),
        null,
        null
    );

    private readonly int longestText;

    public SafeContext(ScriptObject builtins, TemplateOptions options)
        : base(builtins)
    {
        Options = options;
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
        var kind = scriptNode.GetType();
        var value =
            kind == typeof(ScriptLiteral) ? ((ScriptLiteral)scriptNode).Value
            : IsPlain(kind) ? base.Evaluate(scriptNode, aliasReturnedFunction)
            : EvaluateNode(scriptNode, aliasReturnedFunction);
        return value switch
        {
            null => null,
            string text => Text(text, scriptNode),
            ScriptObject when aliasReturnedFunction => Nesting.Checked(value, scriptNode.Span),
            BigInteger number => Short(number, scriptNode),
            WrittenNumber number => IsOperand(scriptNode) ? number : number.Text,
            _ => Options.IsEager && value.GetType() == typeof(ScriptRange)
                ? AtOnce((ScriptRange)value, scriptNode)
                : value,
        };
    }

    /// <summary>
    /// The nodes that most templates consist of: nothing is special about them, and this is asked for every one.
    /// </summary>
    private static bool IsPlain(Type kind) =>
        kind == typeof(ScriptMemberExpression)
        || kind == typeof(ScriptVariableGlobal)
        || kind == typeof(ScriptExpressionStatement)
        || kind == typeof(ScriptRawStatement)
        || kind == typeof(ScriptBlockStatement)
        || kind == typeof(ScriptPipeCall)
        || kind == typeof(ScriptFunctionCall)
        || kind == typeof(ScriptConditionalExpression)
        || kind == typeof(ScriptIfStatement)
        || kind == typeof(ScriptElseStatement)
        || kind == typeof(ScriptForStatement)
        || kind == typeof(ScriptPage);

    /// <summary>Where a written number may still count: beside an operator, in brackets, in a variable.</summary>
    private static bool IsOperand(ScriptNode node) =>
        node.Parent
            is ScriptBinaryExpression
                or ScriptUnaryExpression
                or ScriptNestedExpression
                or ScriptAssignExpression;

    protected virtual object? EvaluateNode(ScriptNode node, bool alias) =>
        node switch
        {
            ScriptUnaryExpression { Operator: not ScriptUnaryOperator.FunctionAlias, Right: { } operand } unary =>
                EvaluateUnary(unary, operand),
            ScriptBinaryExpression { Left: { } left, Right: { } right } binary => EvaluateBinary(binary, left, right),
            ScriptInterpolatedExpression { Expression: { } inner } => Nesting.Checked(
                base.Evaluate(node, alias),
                inner.Span
            ),
            _ => base.Evaluate(node, alias),
        };

    private object? EvaluateUnary(ScriptUnaryExpression unary, ScriptExpression operand) =>
        unary is ScriptIncrementDecrementExpression
            ? base.Evaluate(unary, false)
            : ScriptUnaryExpression.Evaluate(
                this,
                operand.Span,
                unary.Operator,
                Evaluate(operand) is var value && value is WrittenNumber number
                    ? number.Value
                    : Nesting.Checked(value, operand.Span)
            );

    private object? EvaluateBinary(ScriptBinaryExpression binary, ScriptExpression left, ScriptExpression right)
    {
        switch (binary.Operator)
        {
            case ScriptBinaryOperator.And:
                return ToBool(left.Span, Evaluate(left)) && ToBool(right.Span, Evaluate(right));
            case ScriptBinaryOperator.Or:
                return ToBool(left.Span, Evaluate(left)) || ToBool(right.Span, Evaluate(right));
            default:
                var first = Evaluate(left);
                return Operate(binary, first, Evaluate(right));
        }
    }

    /// <summary>The operator applied to both values.</summary>
    protected virtual object? Operate(ScriptBinaryExpression binary, object? left, object? right)
    {
        var span = binary.OperatorToken?.Span ?? binary.Span;
        return ScriptBinaryExpression.Evaluate(
            this,
            span,
            binary.Operator,
            binary.Left!.Span,
            Nesting.Checked(left, binary.Left.Span),
            binary.Right!.Span,
            Nesting.Checked(right, binary.Right.Span)
        );
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
