using LeadOps.Templates.Evaluation;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates;

/// <summary>What a host function was called with.</summary>
public sealed class TemplateArguments
{
    private readonly TemplateContext context;
    private readonly SourceSpan span;
    private readonly TemplateFunction function;
    private readonly object?[] given;

    internal TemplateArguments(TemplateContext context, SourceSpan span, TemplateFunction function, ScriptArray given)
    {
        this.context = context;
        this.span = span;
        this.function = function;
        this.given = [.. given.TakeWhile(argument => !ReferenceEquals(argument, TemplateFunction.Missing))];
    }

    public int Count => given.Length;

    /// <summary>The argument as plain data: lists and objects as the host knows them.</summary>
    public object? this[int index] => PlainValue.Of(Raw(index), span);

    /// <summary>The argument as text; null and missing are empty.</summary>
    public string Text(int index) => context.ObjectToString(Raw(index)) ?? "";

    /// <summary>An error at the call.</summary>
    public Exception Fail(string message) => new ScriptRuntimeException(span, $"`{function.Name}`: {message}");

    private object? Raw(int index) => index < given.Length ? given[index] : null;
}
