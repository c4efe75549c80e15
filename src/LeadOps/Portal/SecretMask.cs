namespace LeadOps.Portal;

/// <summary>Takes webhook secrets and tokens out of any text.</summary>
public static class SecretMask
{
    public static string Mask(string text) => throw new NotSupportedException();
}
