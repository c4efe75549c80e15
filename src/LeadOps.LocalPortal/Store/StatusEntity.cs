namespace LeadOps.LocalPortal.Store;

internal sealed record StatusEntity(string EntityId, string Name);
