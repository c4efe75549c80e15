using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Control;

/// <summary>The last requests of clients, and the news of each.</summary>
internal sealed class RequestLog(Feed feed)
{
    private const int Most = 500;

    private readonly Lock gate = new();
    private readonly Queue<LoggedRequest> requests = new();

    public void Add(LoggedRequest request)
    {
        lock (gate)
        {
            requests.Enqueue(request);
            if (requests.Count > Most)
            {
                requests.Dequeue();
            }
        }

        feed.Publish("request", request.Json);
    }

    /// <summary>The newest first.</summary>
    public JsonArray Json()
    {
        lock (gate)
        {
            return Nodes.List(requests.Reverse(), request => request.Json());
        }
    }
}
