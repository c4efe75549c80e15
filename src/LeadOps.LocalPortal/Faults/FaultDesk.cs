namespace LeadOps.LocalPortal.Faults;

/// <summary>Counts requests and calls, and tells which faults strike.</summary>
internal sealed class FaultDesk(IReadOnlyList<Fault> script)
{
    /// <summary>Inside a batch these strike one call; all others strike its whole request.</summary>
    private static readonly string[] OfOneCall = ["500", "500-after", "limit", "overload"];

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> calls = new(StringComparer.Ordinal);
    private IReadOnlyList<Fault> faults = script;
    private long requests;

    public long Requests => Volatile.Read(ref requests);

    public void Replace(IReadOnlyList<Fault> with)
    {
        lock (gate)
        {
            faults = with;
            calls.Clear();
        }
    }

    /// <param name="methods">The method of the request; for a batch `batch` and the methods inside, in order.</param>
    public Struck Strike(IReadOnlyList<string> methods)
    {
        lock (gate)
        {
            var number = ++requests;
            var request = faults.Where(fault => fault.Method is null && fault.Strikes(number)).ToList();
            var single = new Dictionary<int, string>();
            for (var i = 0; i < methods.Count; i++)
            {
                var call = calls[methods[i]] = calls.GetValueOrDefault(methods[i]) + 1;
                foreach (var fault in faults.Where(fault => fault.Method == methods[i] && fault.Strikes(call)))
                {
                    if (i > 0 && OfOneCall.Contains(fault.Action))
                    {
                        single[i - 1] = fault.Action;
                    }
                    else
                    {
                        request.Add(fault);
                    }
                }
            }

            return new Struck(request, single);
        }
    }
}
