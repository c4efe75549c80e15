using System.Globalization;

namespace LeadOps.LocalPortal.Store;

/// <summary>Small facts that are kept with the data, the last number of each sequence among them.</summary>
internal sealed class Facts(DataFile? file)
{
    private readonly Dictionary<string, string> kept = file?.Meta() ?? new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> last = new(StringComparer.Ordinal);

    public string? this[string name] => kept.GetValueOrDefault(name);

    public void Keep(string name, string value)
    {
        if (this[name] != value)
        {
            kept[name] = value;
            file?.PutMeta(name, value);
        }
    }

    public long Next(string name, long after) =>
        last[name] =
            1
            + (
                last.TryGetValue(name, out var known) ? known
                : long.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var before)
                    ? Math.Max(before, after)
                : after
            );

    /// <summary>A sequence goes on after what was kept and after what is there.</summary>
    public void Begin(string name, long there) =>
        last[name] = Math.Max(there, long.Parse(this[name] ?? "0", CultureInfo.InvariantCulture));

    public void WriteThrough(DataFile open)
    {
        foreach (var (name, number) in last.Where(pair => this[pair.Key] != Text(pair.Value)))
        {
            open.PutMeta(name, Text(number));
        }
    }

    public void Saved()
    {
        foreach (var (name, number) in last)
        {
            kept[name] = Text(number);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
