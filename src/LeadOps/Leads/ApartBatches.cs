using System.Runtime.CompilerServices;
using LeadOps.Portal;
using LeadOps.Portal.Leads;

namespace LeadOps.Leads;

/// <summary>
/// A stream of leads passes the reads that go lead by lead: enough of them together for full requests, few enough for
/// memory.
/// </summary>
internal static class ApartBatches
{
    private const int MaxReads = 1000;
    private const int MaxLeads = 2000;

    public static async IAsyncEnumerable<T> FillAsync<T>(
        PortalReader reader,
        IAsyncEnumerable<T> items,
        Func<T, LeadSnapshot> lead,
        Func<T, IEnumerable<ApartField>> wanted,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var held = new List<T>();
        var open = new List<(LeadSnapshot, ApartField)>();
        await foreach (var item in items)
        {
            foreach (var field in wanted(item))
            {
                open.Add((lead(item), field));
            }

            if (open.Count == 0)
            {
                yield return item;
                continue;
            }

            held.Add(item);
            if (open.Count < MaxReads && held.Count < MaxLeads)
            {
                continue;
            }

            await ApartReads.FillAsync(reader, open, cancellationToken);
            foreach (var complete in held)
            {
                yield return complete;
            }

            held.Clear();
            open.Clear();
        }

        await ApartReads.FillAsync(reader, open, cancellationToken);
        foreach (var complete in held)
        {
            yield return complete;
        }
    }
}
