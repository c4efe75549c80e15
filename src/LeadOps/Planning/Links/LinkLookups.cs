using LeadOps.Fields;
using LeadOps.Portal;

namespace LeadOps.Planning.Links;

/// <summary>Looks up the contacts and companies that values name, by id or by other names, many together.</summary>
internal sealed class LinkLookups(PortalReader reader, LinkNames names)
{
    private readonly LinkSearch search = new(reader, names);

    public LinkChecker Ids { get; } = new(reader);

    public bool HasOpen => names.HasOpen || Ids.HasOpen;

    public async Task ResolveAsync(CancellationToken cancellationToken)
    {
        await search.ResolveAsync(cancellationToken);
        await Ids.ResolveAsync(cancellationToken);
    }

    /// <summary>What is read may name records that are not known yet; then it is read again.</summary>
    public async Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        var value = read();
        while (HasOpen)
        {
            await ResolveAsync(cancellationToken);
            value = read();
        }

        return value;
    }
}
