using LeadOps.Templates.Evaluation;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates;

/// <summary>What a host function was called with.</summary>
public sealed class TemplateArguments
{
    private readonly TemplateFunction function;
    private readonly ScriptArray given;

    internal TemplateArguments(TemplateContext context, SourceSpan span, TemplateFunction function, ScriptArray given)
    {
        Context = context;
        Span = span;
        this.function = function;
        this.given = given;
        while (Count < given.Count && !ReferenceEquals(given[Count], Host.HostFunction.Missing))
        {
            Count++;
        }
    }

    public int Count { get; }

    internal TemplateContext Context { get; }

    internal SourceSpan Span { get; }

    /// <summary>The argument as plain data: lists and objects as the host knows them.</summary>
    public object? this[int index] => PlainValue.Of(Raw(index), Span);

    /// <summary>The argument as text; null and missing are empty.</summary>
    public string Text(int index) => Context.ObjectToString(Raw(index)) ?? "";

    /// <summary>An error at the call.</summary>
    public Exception Fail(string message) => new ScriptRuntimeException(Span, $"`{function.Name}`: {message}");

    internal string? TextOrNull(int index) => Raw(index) is null ? null : Text(index);

    internal int Int(int index, int otherwise = 0) => Raw(index) is { } value ? Context.ToInt(Span, value) : otherwise;

    internal object? Raw(int index) =>
        index < given.Count && !ReferenceEquals(given[index], Host.HostFunction.Missing) ? given[index] : null;
}
