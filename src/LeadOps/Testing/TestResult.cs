using LeadOps.Diagnostics;

namespace LeadOps.Testing;

/// <summary>An expectation that did not hold, with its place in the manifest.</summary>
public sealed record TestFailure(SourceSpan? At, string Message)
{
    public override string ToString() => At is { } at ? $"{at}: {Message}" : Message;
}

public sealed record TestResult(string Manifest, string Name, TimeSpan Duration, IReadOnlyList<TestFailure> Failures)
{
    public bool Passed => Failures.Count == 0;
}
