namespace LeadOps.LocalPortal.Faults;

/// <summary>Counts requests and calls, and tells which faults strike.</summary>
internal sealed class FaultDesk(string script, IReadOnlyList<Fault> parsed)
{
    /// <summary>Inside a batch these strike one call; all others strike its whole request.</summary>
    private static readonly string[] OfOneCall = ["500", "500-after", "limit", "overload", "missing"];

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> calls = new(StringComparer.Ordinal);
    private IReadOnlyList<Fault> faults = parsed;
    private long requests;
    private long before;

    public string Script { get; private set; } = script;

    /// <summary>The number that the next request gets.</summary>
    public long Next => Requests - before + 1;

    public long Requests => Volatile.Read(ref requests);

    public void Replace(string with, IReadOnlyList<Fault> read)
    {
        lock (gate)
        {
            (Script, faults) = (with, read);
            calls.Clear();
        }
    }

    /// <summary>From here requests count from 1 again, and the calls of methods too.</summary>
    public void Restart()
    {
        lock (gate)
        {
            before = requests;
            calls.Clear();
        }
    }

    /// <param name="methods">The method of the request; for a batch `batch` and the methods inside, in order.</param>
    public Struck Strike(IReadOnlyList<string> methods)
    {
        lock (gate)
        {
            var number = ++requests - before;
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

            return new Struck(requests, request, single);
        }
    }
}
