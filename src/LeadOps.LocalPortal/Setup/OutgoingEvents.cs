using System.Globalization;

namespace LeadOps.LocalPortal.Setup;

/// <summary>
/// Outgoing webhooks: after a write the portal tells their handlers which lead it was, and nothing more. Delivery is
/// neither ordered nor certain; a handler that is not there misses the event.
/// </summary>
internal sealed class OutgoingEvents(TimeProvider clock) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly List<EventHandling> handlers = [];
    private readonly List<(string Event, long Id)> raised = [];

    private long lastId = 709;

    public static IReadOnlyList<string> Known { get; } =
    [
        "ONCRMLEADADD",
        "ONCRMLEADUPDATE",
        "ONCRMLEADDELETE",
        "ONCRMLEADUSERFIELDADD",
        "ONCRMLEADUSERFIELDUPDATE",
        "ONCRMLEADUSERFIELDDELETE",
        "ONCRMLEADUSERFIELDSETENUMVALUES",
    ];

    /// <summary>What a handler can know the portal by.</summary>
    public (string Domain, string MemberId, string Token) Sender { get; set; }

    public IReadOnlyList<EventHandling> Handlers => handlers;

    /// <param name="userId">Who the handler acts as; 0 is the one who caused the event.</param>
    public void Bind(string name, string handler, long userId = 0)
    {
        if (!Known.Contains(name.ToUpperInvariant()))
        {
            throw new LocalPortalException($"`{name}` is not an event. Write one of {string.Join(", ", Known)}.");
        }

        if (!Uri.TryCreate(handler, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new LocalPortalException(
                $"`{handler}` is not an address of a handler. Write one such as `http://127.0.0.1:9000/hook`."
            );
        }

        handlers.Add(new EventHandling(lastId++, name.ToUpperInvariant(), url, userId));
    }

    /// <summary>Takes away what fits; null fits all. Answers how many there were.</summary>
    public int Unbind(string? name, string? handler) =>
        handlers.RemoveAll(known =>
            (name ?? known.Event).Equals(known.Event, StringComparison.OrdinalIgnoreCase)
            && (handler ?? known.Handler.OriginalString) == known.Handler.OriginalString
        );

    public void Clear() => handlers.Clear();

    public void Raise(string name, long id)
    {
        if (handlers.Count > 0)
        {
            raised.Add((name, id));
        }
    }

    /// <summary>Sends what the request raised, without waiting for the handlers.</summary>
    public void Send()
    {
        foreach (var (name, id) in raised.Distinct())
        {
            foreach (var handler in handlers.Where(handler => handler.Event == name))
            {
                _ = PostAsync(handler.Handler, Body(name, handler.Id, id));
            }
        }

        raised.Clear();
    }

    public void Dispose() => http.Dispose();

    private Dictionary<string, string> Body(string name, long handlerId, long id) =>
        new(StringComparer.Ordinal)
        {
            ["event"] = name,
            ["event_handler_id"] = handlerId.ToString(CultureInfo.InvariantCulture),
            ["data[FIELDS][ID]"] = id.ToString(CultureInfo.InvariantCulture),
            ["ts"] = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["auth[domain]"] = Sender.Domain,
            ["auth[member_id]"] = Sender.MemberId,
            ["auth[application_token]"] = Sender.Token,
        };

    private async Task PostAsync(Uri handler, Dictionary<string, string> body)
    {
        try
        {
            using var content = new FormUrlEncodedContent(body);
            using var response = await http.PostAsync(handler, content);
        }
        catch (Exception problem)
            when (problem is HttpRequestException or TaskCanceledException or ObjectDisposedException)
        {
            // The real portal does not tell anybody either.
        }
    }
}
