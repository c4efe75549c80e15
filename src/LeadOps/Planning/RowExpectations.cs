using LeadOps.Diagnostics;
using LeadOps.Manifests;

namespace LeadOps.Planning;

/// <summary>
/// Compares what each row of a change found with `expect`, and remarks on rows without exactly one lead.
/// </summary>
internal sealed class RowExpectations(RejectingRows rejecting)
{
    private const int MaxRowRemarks = 1000;
    private const int MaxUnmet = 20;

    private readonly List<string> unmet = [];

    public List<string> Remarks { get; } = [];

    public void Check(ChosenChange chosen, Collected collected)
    {
        var untold = 0;
        foreach (var (index, count) in collected.Leads.Index())
        {
            var expect = chosen.Change.Select.Expect;
            if (rejecting.Rejects(new Finding(chosen.Number, index), expect, count))
            {
                continue;
            }

            var row = chosen.Rows[index];
            if (expect?.Holds(count) == false && unmet.Count < MaxUnmet)
            {
                unmet.Add(Unmet(chosen, row, expect, count));
            }

            if (row is null || count == 1)
            {
                continue;
            }

            untold += Remarks.Count < MaxRowRemarks ? 0 : 1;
            if (Remarks.Count < MaxRowRemarks)
            {
                Remarks.Add(
                    count == 0 ? $"{row.At}: no lead matches this row" : $"{row.At}: {count} leads match this row"
                );
            }
        }

        if (untold > 0)
        {
            Remarks.Add($"{chosen.Label}: {untold} more rows match no lead or several");
        }

        Remarks.AddRange(collected.Remarks);
    }

    public void ThrowIfUnmet()
    {
        if (unmet.Count > 0)
        {
            throw new LeadOpsException(Failure.Refused, string.Join(Environment.NewLine, unmet));
        }
    }

    private static string Unmet(ChosenChange chosen, Row? row, Expectation expect, int count)
    {
        var where = row is null ? "" : $" for the row at {row.At}";
        return $"{expect.At}: `{chosen.Label}` expects {expect}{where} but its selector finds {count} leads. "
            + "Correct the selector, or change `expect`.";
    }
}
