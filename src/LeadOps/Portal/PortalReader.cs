using System.Text.Json;
using LeadOps.Portal.Paging;

namespace LeadOps.Portal;

/// <summary>
/// Reads, and cannot write: a method that is not known to read is refused. Repeats what is worth repeating, waits for
/// the limits, and throws a <see cref="PortalException"/> when it must stop.
/// </summary>
public sealed class PortalReader
{
    /// <summary>One direct call; an error of the portal is thrown.</summary>
    public Task<CallAnswer> CallAsync(PortalCall call, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>One direct call; an error that concerns only this call is returned as a value.</summary>
    public Task<CallAnswer> TryCallAsync(PortalCall call, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>
    /// Any number of independent calls, answers in the order of the calls. An error of one call is its answer; what
    /// concerns all of them is thrown.
    /// </summary>
    public Task<IReadOnlyList<CallAnswer>> BatchAsync(IReadOnlyList<PortalCall> calls, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>All rows of one list by ascending id, a few pages in memory at a time.</summary>
    public IAsyncEnumerable<JsonElement> ListAsync(ListRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Many lists at once; pages come in any order, each with the index of its request.</summary>
    public IAsyncEnumerable<ListPage> ListManyAsync(IReadOnlyList<ListRequest> requests, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>The leads with these ids, as far as they exist and may be read; the order is not the ids'.</summary>
    public IAsyncEnumerable<JsonElement> LeadsByIdAsync(
        IReadOnlyCollection<long> ids, IReadOnlyList<string> select, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>The portal's clock with the portal's offset.</summary>
    public Task<DateTimeOffset> ServerTimeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
