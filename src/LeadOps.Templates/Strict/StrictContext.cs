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
            DateTime date => TextForm.Iso(date),
            DateTimeOffset date => TextForm.Iso(date),
            double or float when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) =>
                throw new ScriptRuntimeException(
                    CurrentSpan,
                    "An infinite number has no text: the template divides by zero."
                ),
            TemplateFunction function => function.Name,
            WrittenNumber number => base.ObjectToString(number.Text, nested),
            _ when HostObjectAccessor.IsObject(value) => base.ObjectToString(ScriptCopy.Of(value), nested),
            _ => base.ObjectToString(value, nested),
        };

    public override string GetTypeName(object? value) => TextForm.TypeName(value) ?? base.GetTypeName(value);

    public override object? ToObject(SourceSpan span, object? value, Type destinationType) =>
        value switch
        {
            DateTimeOffset date when destinationType == typeof(DateTime) || destinationType == typeof(DateTime?) =>
                date.DateTime,
            string text when destinationType == typeof(System.Collections.IEnumerable) => Characters.Of(text),
            _ when destinationType == typeof(IDictionary<string, object?>) && HostObjectAccessor.IsObject(value) =>
                ScriptCopy.Of(value),
            _ => base.ToObject(span, value, destinationType),
        };

    protected override IObjectAccessor? GetMemberAccessorImpl(object target) =>
        HostObjectAccessor.IsObject(target) ? HostObjectAccessor.Instance
        : target is DateTimeOffset ? MemberTable.Moment
        : HostListAccessor.IsList(target) ? HostListAccessor.Instance
        : IsNumber(target) ? MemberTable.None
        : base.GetMemberAccessorImpl(target);

    protected override IListAccessor? GetListAccessorImpl(object target, Type type) =>
        target is string ? Characters.Accessor
        : HostListAccessor.IsList(target) ? HostListAccessor.Instance
        : base.GetListAccessorImpl(target, type);

    protected override object? EvaluateNode(ScriptNode node, bool alias) =>
        node switch
        {
            ScriptBinaryExpression { Operator: ScriptBinaryOperator.EmptyCoalescing, Right: { } right } choice =>
                Guarded(choice.Left) ?? Evaluate(right),
            ScriptBinaryExpression { Operator: ScriptBinaryOperator.NotEmptyCoalescing, Right: { } right } choice =>
                Guarded(choice.Left) is null ? null : Evaluate(right),
            ScriptAssignExpression { Target: { } target, Value: { } value } assign
                when Operators.Of(assign.EqualToken.TokenType) is { } op => Assign(assign, op, target, value),
            ScriptInterpolatedStringExpression text => Interpolate(text),
            ScriptCaptureStatement { Target: { } target, Body: { } body } => Capture(target, body),
            _ => base.EvaluateNode(node, alias),
        };

    /// <summary>A loop over a text goes through its characters.</summary>
    protected override object Text(string text, ScriptNode node) =>
        node.Parent is ScriptForStatement loop && loop.Iterator == node ? Characters.Of(text) : base.Text(text, node);

    protected override object? Operate(ScriptBinaryExpression binary, object? left, object? right)
    {
        (left, right) = Operators.Sides(Listed(left), Listed(right));
        var span = binary.OperatorToken?.Span ?? binary.Span;
        return Operators.Try(this, binary.Operator, span, left, right, out var result)
            ? result
            : base.Operate(binary, left, right);
    }

    /// <summary>Operators on lists know Scriban's own lists only.</summary>
    private static object? Listed(object? value) =>
        value is not null && HostListAccessor.IsList(value)
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

    private object? Assign(
        ScriptAssignExpression assign,
        ScriptBinaryOperator op,
        ScriptExpression target,
        ScriptExpression value
    )
    {
        var written = Listed(Evaluate(value));
        var (left, right) = Operators.Sides(Listed(Evaluate(target)), written);
        var span = assign.Span;
        var result = Operators.Try(this, op, span, left, right, out var decided)
            ? decided
            : ScriptBinaryExpression.Evaluate(
                this,
                span,
                op,
                Nesting.Checked(left, span),
                Nesting.Checked(right, span)
            );
        SetValue(target, result);
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

    private object? Capture(ScriptExpression target, ScriptBlockStatement body)
    {
        SetValue(target, Captured.Text(this, body));
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

        throw new ScriptRuntimeException(span, MissingNames.Member(target, member, GetTypeName(target)));
    }
}
