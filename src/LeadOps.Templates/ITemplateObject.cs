namespace LeadOps.Templates;

/// <summary>A read-only object of the host, for instance a lead.</summary>
public interface ITemplateObject
{
    IEnumerable<string> Names { get; }

    bool TryGet(string name, out object? value);
}
