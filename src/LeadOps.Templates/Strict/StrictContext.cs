using System.Globalization;
using System.Text;
using LeadOps.Templates.Builtins;
using LeadOps.Templates.Evaluation;
using LeadOps.Templates.Host;
using LeadOps.Templates.Limits;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Strict;

/// <summary>For manifests: what would damage data silently is an error.</summary>
internal sealed class StrictContext : SafeContext
{
    private readonly HostScope names = new();
    private int guards;

    public StrictContext(TemplateOptions options)
        : base(StrictBuiltins.Shared, options)
    {
        StrictVariables = true;
        OnStringLimit = ScriptLimitBehavior.Throw;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        TryGetVariable = MissingVariable;
        TryGetMember = MissingMember;
    }

    public void Begin(TemplateScope scope, CancellationToken cancel)
    {
        names.Attach(scope);
        PushGlobal(names);
        CancellationToken = cancel;
        Meter.Start(Options.StepLimit);
    }

    /// <summary>Forgets the evaluation; false when it left something behind that cannot be cleared.</summary>
    public bool End()
    {
        PopGlobal();
        names.Detach();
        Tags.Clear();
        CancellationToken = default;
        CurrentIndent = null;
        ResetPreviousNewLine();
        return GlobalCount == 1 && OutputCount == 1 && CultureCount == 0 && guards == 0;
    }

    public override string? ObjectToString(object? value, bool nested = false) =>
        value switch
        {
            string => base.ObjectToString(value, nested),
            DateTime date => TextForm.Iso(date),
            DateTimeOffset date => TextForm.Iso(date),
            double or float when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) =>
                throw new ScriptRuntimeException(
                    CurrentSpan,
                    "An infinite number has no text: the template divides by zero."
                ),
            IScriptCustomFunction => throw new ScriptRuntimeException(CurrentSpan, PlainValue.NotCalled),
            WrittenNumber number => base.ObjectToString(number.Text, nested),
            _ when HostAccessor.IsObject(value) => base.ObjectToString(ScriptCopy.Of(value), nested),
            _ => base.ObjectToString(value, nested),
        };

    public override string GetTypeName(object? value) => TextForm.Kind(value) ?? base.GetTypeName(value);

    public override object? ToObject(SourceSpan span, object? value, Type destinationType)
    {
        switch (value)
        {
            case DateTimeOffset date when destinationType == typeof(DateTime) || destinationType == typeof(DateTime?):
                return date.DateTime;
            case string text when destinationType == typeof(System.Collections.IEnumerable):
                return Characters.Of(text);
            case not null when destinationType == typeof(IDictionary<string, object?>) && HostAccessor.IsObject(value):
                return ScriptCopy.Of(value);
        }

        try
        {
            return base.ToObject(span, value, destinationType);
        }
        catch (ScriptRuntimeException) when (value is not null)
        {
            throw new ScriptRuntimeException(span, TextForm.IsNot(this, value, destinationType));
        }
    }

    public override int ToInt(SourceSpan span, object? value)
    {
        try
        {
            return base.ToInt(span, value);
        }
        catch (ScriptRuntimeException) when (value is not null)
        {
            throw new ScriptRuntimeException(span, TextForm.IsNot(this, value, typeof(int)));
        }
    }

    protected override IObjectAccessor? GetMemberAccessorImpl(object target) =>
        HostAccessor.IsObject(target) || HostAccessor.IsList(target) || target is WrittenNumber ? HostAccessor.Instance
        : IsPrimitive(target) ? null
        : base.GetMemberAccessorImpl(target);

    protected override IListAccessor? GetListAccessorImpl(object target, Type type) =>
        target is string or WrittenNumber ? Characters.Accessor
        : HostAccessor.IsList(target) ? HostAccessor.Instance
        : base.GetListAccessorImpl(target, type);

    protected override object? EvaluateNode(ScriptNode node, bool alias)
    {
        var value =
            node.GetType() == typeof(ScriptBinaryExpression) ? Operate((ScriptBinaryExpression)node)
            : node.GetType() == typeof(ScriptUnaryExpression) ? Operate((ScriptUnaryExpression)node, alias)
            : node.GetType() == typeof(ScriptAssignExpression) ? Assign((ScriptAssignExpression)node)
            : node.GetType() == typeof(ScriptInterpolatedStringExpression)
                ? Interpolate((ScriptInterpolatedStringExpression)node)
            : node.GetType() == typeof(ScriptCaptureStatement) ? Capture((ScriptCaptureStatement)node)
            : base.EvaluateNode(node, alias);
        return value is WrittenNumber number
            ? InPlace(number, node.Parent is ScriptList list ? list.Parent : node.Parent)
            : value;
    }

    /// <summary>
    /// A written number still counts beside an operator, in brackets and in a variable; elsewhere it is a text.
    /// </summary>
    private static object InPlace(WrittenNumber number, ScriptNode? parent) =>
        parent switch
        {
            ScriptIncrementDecrementExpression => number.Value,
            ScriptBinaryExpression or ScriptUnaryExpression or ScriptNestedExpression or ScriptAssignExpression =>
                number,
            ScriptPipeCall pipe when IsMath((pipe.To as ScriptFunctionCall)?.Target ?? pipe.To) => number.Value,
            ScriptFunctionCall call when IsMath(call.Target) => number.Value,
            _ => number.Text,
        };

    private static bool IsMath(ScriptExpression? function) =>
        function is ScriptMemberExpression { Target: ScriptVariableGlobal { Name: "math" } };

    /// <summary>A loop over a text goes through its characters.</summary>
    protected override object Text(string text, ScriptNode node) =>
        node.Parent is ScriptForStatement loop && loop.Iterator == node ? Characters.Of(text) : base.Text(text, node);

    private object? Operate(ScriptBinaryExpression binary)
    {
        switch (binary.Operator)
        {
            case ScriptBinaryOperator.And or ScriptBinaryOperator.Or:
                return base.EvaluateNode(binary, false);
            case ScriptBinaryOperator.EmptyCoalescing:
                return Guarded(binary.Left) ?? Evaluate(binary.Right!);
            case ScriptBinaryOperator.NotEmptyCoalescing:
                return Guarded(binary.Left) is null ? null : Evaluate(binary.Right!);
            default:
                var left = Evaluate(binary.Left!);
                var span = binary.OperatorToken?.Span ?? binary.Span;
                return Operate(binary.Operator, span, left, Evaluate(binary.Right!), binary);
        }
    }

    /// <summary>The operator applied to both values; of an expression, or as a function or an assignment.</summary>
    public object? Operate(
        ScriptBinaryOperator op,
        SourceSpan span,
        object? left,
        object? right,
        ScriptBinaryExpression? binary = null
    )
    {
        var isScribans =
            left is string && right is string
                ? Operators.IsEquality(op)
                : NumberText.IsNumber(left) && NumberText.IsNumber(right);
        if (!isScribans)
        {
            (left, right) = Operators.Sides(Listed(left), Listed(right));
            if (Operators.Result(this, op, span, left, right) is { } result)
            {
                return result;
            }
        }

        var (leftSpan, rightSpan) = (binary?.Left?.Span ?? span, binary?.Right?.Span ?? span);
        return ScriptBinaryExpression.Evaluate(this, span, op, leftSpan, left, rightSpan, right);
    }

    private object? Operate(ScriptUnaryExpression unary, bool alias) =>
        unary is { Operator: not ScriptUnaryOperator.FunctionAlias, Right: { } operand }
            ? ScriptUnaryExpression.Evaluate(this, operand.Span, unary.Operator, Operators.Counted(Evaluate(operand)))
            : base.EvaluateNode(unary, alias);

    /// <summary>Operators on lists know Scriban's own lists only.</summary>
    private static object? Listed(object? value) =>
        value is not (null or string) && HostAccessor.IsList(value)
            ? new ScriptArray((System.Collections.IEnumerable)value)
            : value;

    /// <summary>The left side of `??`, where names may be missing.</summary>
    private object? Guarded(ScriptExpression? left)
    {
        guards++;
        EnableRelaxedTargetAccess = true;
        try
        {
            return Evaluate(left!);
        }
        finally
        {
            EnableRelaxedTargetAccess = --guards > 0;
        }
    }

    private object? Assign(ScriptAssignExpression assign)
    {
        if (Operators.Of(assign.EqualToken.TokenType) is not { } op)
        {
            return base.EvaluateNode(assign, false);
        }

        var value = Evaluate(assign.Value!);
        SetValue(assign.Target!, Operate(op, assign.Span, Evaluate(assign.Target!), value));
        return null;
    }

    private string Interpolate(ScriptInterpolatedStringExpression text)
    {
        var made = new StringBuilder();
        foreach (var part in text.Parts)
        {
            made.Append(ObjectToString(Evaluate(part)));
        }

        return made.ToString();
    }

    private object? Capture(ScriptCaptureStatement capture)
    {
        SetValue(capture.Target!, Printed(capture.Body!));
        return null;
    }

    private bool MissingVariable(TemplateContext context, SourceSpan span, ScriptVariable variable, out object? value)
    {
        value = null;
        if (guards > 0 || variable.Scope == ScriptVariableScope.Local || variable.Name is "for" or "while")
        {
            return true;
        }

        var known = names.AllNames.Concat(StrictBuiltins.Shared.GetMembers());
        throw new ScriptRuntimeException(span, MissingNames.Variable(variable.Name, known));
    }

    private bool MissingMember(
        TemplateContext context,
        SourceSpan span,
        object target,
        string member,
        out object? value
    )
    {
        value = null;
        if (guards > 0 || CurrentNode is not ScriptMemberExpression { DotToken.TokenType: not TokenType.QuestionDot })
        {
            return true;
        }

        throw new ScriptRuntimeException(span, MissingNames.Member(this, target, member));
    }
}
