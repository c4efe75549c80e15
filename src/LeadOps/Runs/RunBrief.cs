namespace LeadOps.Runs;

/// <summary>A run in a line: its leads by verdict, and the run that it took back.</summary>
public sealed record RunBrief(IReadOnlyDictionary<Verdict, int> Leads, string? Undid);
