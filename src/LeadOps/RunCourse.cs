using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps;

/// <param name="SettleFirst">Writes of an earlier process may still be at work.</param>
/// <param name="PlannedAt">Since when planning has read the leads, if it was just done.</param>
internal readonly record struct RunStart(bool SettleFirst, DateTimeOffset? PlannedAt);

/// <summary>What a run under way holds open.</summary>
internal sealed record RunCourse(Plan Plan, PastRun Run, RunJournal Journal, ILease Lease, RunStats Before);
