using LeadOps.Templates;

namespace LeadOps.Templating;

/// <summary>The group of a lead in templates. Its leads are read when a template asks for them.</summary>
public sealed class GroupObject(int size, Func<object?> first, Func<object?> leads) : ITemplateObject
{
    public static IReadOnlyList<string> Members { get; } = ["first", "leads", "size"];

    public IEnumerable<string> Names => Members;

    public bool TryGet(string name, out object? value)
    {
        value = name switch
        {
            "first" => first(),
            "leads" => leads(),
            "size" => size,
            _ => null,
        };
        return Members.Contains(name);
    }
}
