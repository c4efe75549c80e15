namespace LeadOps.LocalPortal.Store;

/// <summary>One entry of the stage history. Types: 1 created, 2 to an intermediate stage, 3 to a final one.</summary>
internal sealed record StageMove(long Id, int TypeId, long OwnerId, string Time, string StatusId, string Semantics);
