namespace LeadOps.Diagnostics;

/// <summary>Collects every problem of one pass, so that all of them are shown at once.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> items = [];

    public IReadOnlyList<Diagnostic> Items => items;

    public bool HasErrors => items.Count > 0;

    public void Add(Diagnostic diagnostic)
    {
        // One mistake often surfaces in several places that share its scalar; people want to read it once.
        if (!items.Contains(diagnostic))
        {
            items.Add(diagnostic);
        }
    }

    public void Error(SourceSpan? at, string message, string? remedy = null) =>
        Add(new Diagnostic(at, message, remedy));

    public void ThrowIfErrors()
    {
        if (HasErrors)
        {
            throw new InvalidInputException([
                .. items
                    .GroupBy(item => item.At?.File)
                    .SelectMany(file => file.OrderBy(item => (item.At?.Line, item.At?.Column))),
            ]);
        }
    }
}
