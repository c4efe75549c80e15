using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace LeadOps.Templates.Host;

/// <summary>The host's names, and over them what the template assigns.</summary>
internal sealed class HostScope() : ScriptObject(0, autoImportStaticsFromThisType: false)
{
    private TemplateScope? model;

    public IEnumerable<string> AllNames => GetMembers().Concat(model?.Names ?? []);

    public void Attach(TemplateScope scope) => model = scope;

    public void Detach()
    {
        model = null;
        Clear();
    }

    public override bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value)
    {
        if (Count > 0 && base.TryGetValue(context, span, member, out value))
        {
            return true;
        }

        value = null;
        return model is not null && model.TryGet(member, out value);
    }

    public override string ToString(string? format, IFormatProvider? formatProvider) => "this";

    public override bool Contains(string member) =>
        base.Contains(member) || (model is not null && model.TryGet(member, out _));
}
