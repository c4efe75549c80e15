using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Fields;

namespace LeadOps.Planning;

/// <summary>
/// One mistake in a manifest shows at every lead that it concerns. It is told once: with the first lead and its
/// value, and how many leads have it.
/// </summary>
internal sealed partial class LeadProblems(FieldCatalogue catalogue)
{
    private const int MostKinds = 50;
    private const int MostLeads = 1_000;

    private readonly Dictionary<(SourceSpan?, string), (Diagnostic First, LeadId Lead, int Leads)> kinds = [];
    private int leads;

    /// <summary>Enough to tell; the leads behind need not be looked at.</summary>
    public bool IsFull => kinds.Count >= MostKinds || leads >= MostLeads;

    public void Add(LeadId lead, InvalidInputException problem)
    {
        leads++;
        foreach (var diagnostic in problem.Diagnostics)
        {
            var kind = (diagnostic.At, Values().Replace(diagnostic.Message, ""));
            kinds[kind] = kinds.TryGetValue(kind, out var known)
                ? known with
                {
                    Leads = known.Leads + 1,
                }
                : (diagnostic, lead, 1);
        }
    }

    public DiagnosticBag ToBag()
    {
        var problems = new DiagnosticBag();
        foreach (var (first, lead, count) in kinds.Values)
        {
            var told = first.Message.TrimEnd('.');
            var concerned = Concerned(lead, count);
            problems.Add(
                first with
                {
                    Message = $"{told} ({concerned}).",
                    Masked = $"{Mask(told, first.Remedy ?? "")} ({concerned}).",
                }
            );
        }

        return problems;
    }

    public void ThrowIfAny() => ToBag().ThrowIfErrors();

    private string Concerned(LeadId lead, int count) =>
        lead == default ? (count == 1 ? "a new lead" : $"{count} leads, the first is a new one")
        : count == 1 ? $"lead {lead}"
        : IsFull ? $"first at lead {lead}, in all {count} leads at least"
        : $"first at lead {lead}, in all {count} leads";

    /// <summary>
    /// What stands in backticks may be a lead's; names of fields and what the manifest itself says are not.
    /// </summary>
    private string Mask(string message, string manifest) =>
        Quoted()
            .Replace(
                message,
                quoted =>
                    catalogue.Find(quoted.Groups[1].Value) is not null
                    || Code().IsMatch(quoted.Groups[1].Value)
                    || (quoted.Length > 3 && manifest.Contains(quoted.Groups[1].Value, StringComparison.Ordinal))
                        ? quoted.Value
                        : "`***`"
            );

    /// <summary>What a message tells to write.</summary>
    [GeneratedRegex(@"^(\| |\$""|ago |(string|date|math|array|object|regex|phone|text|run|vars)\.[a-z_]+( |\z))")]
    private static partial Regex Code();

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Quoted();

    /// <summary>What differs from lead to lead in one message.</summary>
    [GeneratedRegex("`[^`]*`|[0-9]+")]
    private static partial Regex Values();
}
