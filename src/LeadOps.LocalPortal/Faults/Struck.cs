namespace LeadOps.LocalPortal.Faults;

/// <summary>The faults that strike one request, and those that strike single calls inside its batch.</summary>
/// <param name="Number">Of the request since the portal started.</param>
internal sealed record Struck(long Number, IReadOnlyList<Fault> Request, IReadOnlyDictionary<int, string> Calls)
{
    public Fault? First(params ReadOnlySpan<string> actions)
    {
        foreach (var fault in Request)
        {
            if (actions.Contains(fault.Action))
            {
                return fault;
            }
        }

        return null;
    }
}
