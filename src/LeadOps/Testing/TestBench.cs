namespace LeadOps.Testing;

/// <summary>What one test works with.</summary>
internal sealed record TestBench(ITestPortal Portal, Pipeline Pipeline, TestClock Clock);
