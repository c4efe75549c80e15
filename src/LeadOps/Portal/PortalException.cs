using LeadOps.Diagnostics;
using LeadOps.Portal.Errors;

namespace LeadOps.Portal;

/// <summary>The portal said something that ends the command.</summary>
public sealed class PortalException(PortalError error) : LeadOpsException(error.Failure, error.Message)
{
    public PortalError Error { get; } = error;
}
