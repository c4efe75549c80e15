using System.Globalization;
using LeadOps.Fields;

namespace LeadOps.Planning;

/// <summary>Leads that a selector names by id; what the portal does not have is said.</summary>
internal sealed class NamedLeads(object? ids)
{
    private const int Shown = 10;

    private readonly SortedSet<long> wanted =
    [
        .. (ids is IEnumerable<object?> list ? list : [ids])
            .Select(id =>
                long.TryParse(
                    Convert.ToString(id, CultureInfo.InvariantCulture),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                    ? number
                    : 0
            )
            .Where(number => number > 0),
    ];

    /// <summary>Null when every lead was found.</summary>
    public string? Missing =>
        wanted.Count == 0
            ? null
            : $"there is no lead {string.Join(", ", wanted.Take(Shown))}"
                + $"{(wanted.Count > Shown ? $" and {wanted.Count - Shown} more" : "")} that this user may read";

    public void Found(LeadId id) => wanted.Remove(id.Value);
}
