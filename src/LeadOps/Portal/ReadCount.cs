namespace LeadOps.Portal;

/// <summary>Counts the leads of all lists of a session, and tells who listens.</summary>
internal sealed class ReadCount
{
    private readonly Lock counting = new();
    private LeadsRead sofar;

    public Action<LeadsRead>? OnRead { get; set; }

    /// <summary>A list has begun, and will bring about so many leads.</summary>
    public void Expect(long leads) => Tell(0, leads);

    public void Came(int leads) => Tell(leads, 0);

    private void Tell(int came, long expected)
    {
        lock (counting)
        {
            sofar = new LeadsRead(sofar.Leads + came, sofar.Expected + expected);
            OnRead?.Invoke(sofar);
        }
    }
}
