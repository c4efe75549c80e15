namespace LeadOps.Portal;

/// <summary>Leads that lists have brought so far, and about how many they are to bring.</summary>
public readonly record struct LeadsRead(long Leads, long Expected);
