using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>The real yaml-language-server, spoken to over its standard input and output.</summary>
internal sealed class LanguageServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;
    private int calls;

    private LanguageServer(Process process, string folder)
    {
        this.process = process;
        this.folder = folder;
    }

    public static LanguageServer? Start(string folder)
    {
        if (Environment.GetEnvironmentVariable("YAML_LANGUAGE_SERVER") is not { Length: > 0 } program)
        {
            return null;
        }

        var start = new ProcessStartInfo(program, "--stdio")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new LanguageServer(Process.Start(start)!, folder);
    }

    /// <summary>Opens a document and waits for its problems; it must have some.</summary>
    public async Task<JsonArray> OpenAsync(string file, string text)
    {
        await InitializeAsync();
        await SendAsync(
            new JsonObject
            {
                ["method"] = "textDocument/didOpen",
                ["params"] = new JsonObject
                {
                    ["textDocument"] = new JsonObject
                    {
                        ["uri"] = UriOf(file),
                        ["languageId"] = "yaml",
                        ["version"] = 1,
                        ["text"] = text,
                    },
                },
            }
        );
        while (true)
        {
            var message = await ReceiveAsync();
            if (
                (string?)message["method"] == "textDocument/publishDiagnostics"
                && ((string)message["params"]!["uri"]!).EndsWith("/" + file, StringComparison.Ordinal)
                && message["params"]!["diagnostics"]!.AsArray() is { Count: > 0 } found
            )
            {
                return found;
            }
        }
    }

    private async Task InitializeAsync()
    {
        if (calls > 0)
        {
            return;
        }

        await CallAsync(
            "initialize",
            new JsonObject
            {
                ["processId"] = Environment.ProcessId,
                ["rootUri"] = new Uri(folder).ToString(),
                ["capabilities"] = new JsonObject(),
            }
        );
        await SendAsync(new JsonObject { ["method"] = "initialized", ["params"] = new JsonObject() });
    }

    public async Task<IReadOnlyList<string>> CompleteAsync(string file, int line, int character)
    {
        var answer = await CallAsync(
            "textDocument/completion",
            new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = UriOf(file) },
                ["position"] = new JsonObject { ["line"] = line, ["character"] = character },
            }
        );
        var items = answer["result"] as JsonArray ?? answer["result"]!["items"]!.AsArray();
        return [.. items.Select(item => (string)item!["label"]!)];
    }

    private string UriOf(string file) => new Uri(Path.Combine(folder, file)).ToString();

    private async Task<JsonObject> CallAsync(string method, JsonObject parameters)
    {
        var id = ++calls;
        await SendAsync(
            new JsonObject
            {
                ["id"] = id,
                ["method"] = method,
                ["params"] = parameters,
            }
        );
        while (true)
        {
            var message = await ReceiveAsync();
            if (message["method"] is null && (int?)message["id"] == id)
            {
                return message;
            }
        }
    }

    private async Task SendAsync(JsonObject message)
    {
        message["jsonrpc"] = "2.0";
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        var stream = process.StandardInput.BaseStream;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
        await stream.WriteAsync(body);
        await stream.FlushAsync();
    }

    /// <summary>The next message; what the server asks of us is answered with nothing.</summary>
    private async Task<JsonObject> ReceiveAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var stream = process.StandardOutput.BaseStream;
        var header = new StringBuilder();
        var one = new byte[1];
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, timeout.Token);
            header.Append((char)one[0]);
        }

        var length = header
            .ToString()
            .Split("\r\n")
            .First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var body = new byte[int.Parse(length["Content-Length:".Length..].Trim(), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, timeout.Token);
        var message = JsonNode.Parse(body)!.AsObject();
        if (message["method"] is not null && message["id"] is { } asked)
        {
            await SendAsync(
                new JsonObject
                {
                    ["id"] = asked.DeepClone(),
                    ["result"] =
                        (string?)message["method"] == "workspace/configuration"
                            ? new JsonArray(null, null, null, null, null)
                            : null,
                }
            );
        }

        return message;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
