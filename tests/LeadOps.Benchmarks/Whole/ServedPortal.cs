using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LeadOps.Benchmarks.Whole;

/// <summary>The local portal in a process of its own, so that its work is not counted as the program's.</summary>
internal sealed class ServedPortal : IAsyncDisposable
{
    private const string Secret = "benchmark1";

    private readonly Process process;
    private readonly HttpClient client = new();

    private int before;

    private ServedPortal(Process process, Uri url) => (this.process, Url) = (process, url);

    public Uri Url { get; }

    public static async Task<ServedPortal> StartAsync(string program, Row row)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "portal",
                "start",
                "--port",
                "0",
                "--seed",
                row.Leads.ToString(CultureInfo.InvariantCulture),
                "--tariff",
                row.Pace.Tariff,
                "--webhook-secret",
                Secret,
            },
        };
        if (row.Pace.Faults.Length > 0)
        {
            start.ArgumentList.Add("--chaos");
            start.ArgumentList.Add(row.Pace.Faults);
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Webhook: ", StringComparison.Ordinal))
            {
                return new ServedPortal(process, new Uri(line["Webhook: ".Length..].Trim()));
            }
        }

        throw new InvalidOperationException("the local portal did not start");
    }

    /// <summary>So that what the server's process compiles at its first calls is not the program's waiting.</summary>
    public async Task WarmUpAsync()
    {
        const string Pages = """
            {"cmd": {"a": "crm.lead.list?start=0&order[ID]=DESC", "b": "crm.lead.list?start=-1",
                     "c": "crm.lead.fields", "d": "user.get"}}
            """;
        using var body = new StringContent(Pages, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(Url, "batch"), body);
        answer.EnsureSuccessStatusCode();
        before = await RequestsAsync();
    }

    /// <summary>HTTP requests that clients have sent, as the portal counted them since it was warmed up.</summary>
    public async Task<int> RequestsAsync()
    {
        using var answer = await client.PostAsync(new Uri(Url, $"/control/requests?secret={Secret}"), null);
        using var counts = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        return counts.RootElement.GetProperty("http").GetInt32() - before;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
