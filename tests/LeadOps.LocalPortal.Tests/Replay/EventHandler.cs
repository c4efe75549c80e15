using System.Net;
using System.Net.Sockets;

namespace LeadOps.LocalPortal.Tests.Replay;

/// <summary>Stands on loopback and keeps the body of the first event it is sent.</summary>
internal sealed class EventHandler : IDisposable
{
    private readonly HttpListener listener = new();

    public EventHandler()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/hook/");
        probe.Stop();
        listener.Prefixes.Add(Url.ToString());
        listener.Start();
    }

    public Uri Url { get; }

    public async Task<string> ReceiveAsync()
    {
        var context = await listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30));
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync();
        context.Response.Close();
        return body;
    }

    public void Dispose() => listener.Close();
}
