using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Plans;

namespace LeadOps.Planning;

/// <summary>A row that plans nothing, with the set it is of and the reason.</summary>
public sealed record RejectedRow(RowSet Set, Row Row, string Reason);

/// <summary>
/// Collects the rows that plan nothing, so that they are handed back and the others are planned. A row comes once.
/// </summary>
public sealed class RowRejects
{
    private const int Sampled = 5;

    private readonly Dictionary<(RowSet Set, int Row), RejectedRow> rows = new(new BySet());

    /// <summary>In the order of their files and lines.</summary>
    public IReadOnlyList<RejectedRow> Rows =>
        [
            .. rows
                .Values.OrderBy(rejected => rejected.Row.At.File, StringComparer.Ordinal)
                .ThenBy(rejected => rejected.Row.Index),
        ];

    public int Count => rows.Count;

    public RejectTotals Totals =>
        new(rows.Count, [.. Rows.Take(Sampled).Select(rejected => $"{rejected.Row.At}: {rejected.Reason}")]);

    /// <summary>How many of the rows of one set.</summary>
    public int Of(RowSet set) => rows.Keys.Count(key => key.Set.Name == set.Name && key.Set.At == set.At);

    public void Add(RowSet set, Row row, string reason) =>
        rows.TryAdd((set, row.Index), new RejectedRow(set, row, reason));

    public void Add(RowSet set, Row row, IEnumerable<Diagnostic> problems) =>
        Add(set, row, string.Join(" ", problems.Select(problem => Diagnostic.Sentence(problem.Message)).Distinct()));

    public bool Has(RowSet set, Row row) => rows.ContainsKey((set, row.Index));

    /// <summary>Lines that could not become rows.</summary>
    public void AddBad(RowSet set) => set.Bad.ToList().ForEach(bad => Add(set, bad.Row, bad.Problems));

    private sealed class BySet : IEqualityComparer<(RowSet Set, int Row)>
    {
        public bool Equals((RowSet Set, int Row) x, (RowSet Set, int Row) y) =>
            x.Row == y.Row && x.Set.Name == y.Set.Name && x.Set.At == y.Set.At;

        public int GetHashCode((RowSet Set, int Row) key) => HashCode.Combine(key.Set.Name, key.Set.At, key.Row);
    }
}
