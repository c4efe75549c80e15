namespace LeadOps.LocalPortal.Setup;

/// <summary>An address that the portal tells of one kind of event.</summary>
/// <param name="UserId">Who the handler acts as; 0 is the one who caused the event.</param>
internal sealed record EventHandling(long Id, string Event, Uri Handler, long UserId);
