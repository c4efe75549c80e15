namespace LeadOps.Storage;

/// <summary>Access tokens, sealed by whoever stores them.</summary>
public interface ITokenStore
{
    /// <summary>One holder at a time, over all that share the store.</summary>
    Task<ITokenSlot> HoldAsync(string name, CancellationToken cancellationToken);
}

public interface ITokenSlot : IAsyncDisposable
{
    byte[]? Read();

    /// <summary>It is on disk when this returns.</summary>
    void Write(byte[] content);
}
