using LeadOps.Diagnostics;

namespace LeadOps.Runs;

/// <summary>Something ended a run in the middle. The report says what was done until then.</summary>
public sealed class RunBrokenException(LeadOpsException cause, RunReport report)
    : LeadOpsException(cause.Failure, cause.Message, cause)
{
    public RunReport Report { get; } = report;
}
