namespace LeadOps.LocalPortal.Store;

/// <summary>
/// Finds leads by their origin and by exact phone or e-mail without looking at each. Ids of a value stay in order.
/// </summary>
internal sealed class LeadIndex
{
    private static readonly string[] Kinds = ["ORIGINATOR_ID", "ORIGIN_ID", "PHONE", "EMAIL", "DIGITS"];

    private readonly Dictionary<string, List<long>>[] maps =
    [
        .. Kinds.Select(_ => new Dictionary<string, List<long>>(StringComparer.OrdinalIgnoreCase)),
    ];

    public static bool Covers(string name) => Array.IndexOf(Kinds, name) >= 0;

    /// <summary>Ids whose `name` equals the value; in ascending order.</summary>
    public IReadOnlyList<long> Find(string name, string value) =>
        maps[Array.IndexOf(Kinds, name)].GetValueOrDefault(value) ?? (IReadOnlyList<long>)[];

    /// <summary>Leads that a duplicate search finds by a phone or an e-mail.</summary>
    public IReadOnlyList<long> FindDuplicates(string type, string value) =>
        type == "PHONE" ? Find("DIGITS", Digits(value)) : Find("EMAIL", value.Trim());

    public void Update(Lead lead)
    {
        var wanted = Keys(lead);
        if (wanted.SequenceEqual(lead.IndexKeys))
        {
            return;
        }

        Remove(lead);
        foreach (var (kind, value) in wanted)
        {
            if (!maps[kind].TryGetValue(value, out var ids))
            {
                maps[kind][value] = ids = new List<long>(1);
            }

            var place = ids.BinarySearch(lead.Id);
            if (place < 0)
            {
                ids.Insert(~place, lead.Id);
            }
        }

        lead.IndexKeys = wanted;
    }

    public void Remove(Lead lead)
    {
        foreach (var (kind, value) in lead.IndexKeys)
        {
            if (maps[kind].TryGetValue(value, out var ids) && ids.BinarySearch(lead.Id) is >= 0 and var place)
            {
                ids.RemoveAt(place);
                if (ids.Count == 0)
                {
                    maps[kind].Remove(value);
                }
            }
        }

        lead.IndexKeys = [];
    }

    /// <summary>A phone without punctuation and extension.</summary>
    public static string Digits(string phone)
    {
        var end = phone.AsSpan().IndexOfAny(";,#xX");
        return string.Concat((end > 0 ? phone[..end] : phone).Where(char.IsAsciiDigit));
    }

    private static (int, string)[] Keys(Lead lead)
    {
        var keys = new List<(int, string)>(2 + (2 * lead.Multifields.Count));
        for (var kind = 0; kind < 2; kind++)
        {
            if (!string.IsNullOrEmpty(lead[Kinds[kind]]))
            {
                keys.Add((kind, lead[Kinds[kind]]!));
            }
        }

        foreach (var item in lead.Multifields)
        {
            if (item.TypeId == "EMAIL")
            {
                keys.Add((3, item.Value));
                if (item.Value.Trim() is var bare && bare.Length != item.Value.Length)
                {
                    keys.Add((3, bare));
                }
            }
            else if (item.TypeId == "PHONE")
            {
                keys.Add((2, item.Value));
                keys.Add((4, Digits(item.Value)));
            }
        }

        return [.. keys];
    }
}
