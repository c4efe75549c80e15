using LeadOps.Fields.Types;

namespace LeadOps.Fields;

/// <summary>What a lead can be linked with by other names than an id.</summary>
public enum LinkKind
{
    Contact,
    Company,
}

/// <summary>
/// Contacts and companies by e-mail, phone, origin or title. A name that was not looked up yet is noted and stands
/// for itself; whoever converts values looks the noted names up, many together, and converts again.
/// </summary>
public sealed class LinkNames(bool isOffline)
{
    /// <summary>A row of digits that is so long may be a phone.</summary>
    internal const int PhoneDigits = 8;

    private readonly Dictionary<(LinkKind Kind, string Name), Converted> known = [];
    private readonly HashSet<(LinkKind Kind, string Name)> open = [];

    /// <summary>Values that were just converted are not final.</summary>
    public bool HasOpen => open.Count > 0;

    public Converted Find(LinkKind kind, string name)
    {
        if (known.TryGetValue((kind, name), out var found))
        {
            return found;
        }

        if (!isOffline)
        {
            open.Add((kind, name));
        }

        return Converted.Ok(name);
    }

    public IReadOnlyList<(LinkKind Kind, string Name)> TakeOpen()
    {
        List<(LinkKind, string)> taken = [.. open];
        open.Clear();
        return taken;
    }

    public void Set(LinkKind kind, string name, Converted found) => known[(kind, name)] = found;
}
