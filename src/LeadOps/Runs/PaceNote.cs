namespace LeadOps.Runs;

/// <summary>How a run goes at the moment, for `-v`.</summary>
public sealed record PaceNote(int CallsPerRequest, int Lanes, double SecondsPerRequest);
