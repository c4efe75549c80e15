namespace LeadOps.Portal.Wire;

internal static class DirectOnly
{
    public static bool Applies(PortalCall call) => throw new NotSupportedException(call.Method);
}
