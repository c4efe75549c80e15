namespace LeadOps.LocalPortal.Faults;

/// <summary>
/// One scripted misbehaviour and what it strikes: requests by number, or calls of one method by number.
/// </summary>
internal sealed record Fault(string Action, string Argument, string? Method, Func<long, bool> Strikes)
{
    /// <summary>The methods that it names.</summary>
    public IEnumerable<string> Methods => new[] { Method, Action == "ban" ? Argument : null }.OfType<string>();
}
