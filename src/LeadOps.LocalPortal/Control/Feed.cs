using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace LeadOps.LocalPortal.Control;

/// <summary>
/// What happens in the portal, for whoever watches. A slow watcher misses the oldest events, the portal never waits.
/// </summary>
internal sealed class Feed
{
    private const int MostWaiting = 1000;

    private readonly Lock gate = new();
    private readonly List<Channel<(string Name, string Json)>> watchers = [];

    /// <param name="what">Is only made when somebody watches.</param>
    public void Publish(string name, Func<JsonNode> what)
    {
        lock (gate)
        {
            if (watchers.Count == 0)
            {
                return;
            }

            var json = what().ToJsonString();
            watchers.ForEach(watcher => watcher.Writer.TryWrite((name, json)));
        }
    }

    public Channel<(string Name, string Json)> Watch()
    {
        var channel = Channel.CreateBounded<(string, string)>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        lock (gate)
        {
            watchers.Add(channel);
        }

        return channel;
    }

    public void Leave(Channel<(string Name, string Json)> channel)
    {
        lock (gate)
        {
            watchers.Remove(channel);
        }
    }
}
