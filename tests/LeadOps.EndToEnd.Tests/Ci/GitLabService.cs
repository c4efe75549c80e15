using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace LeadOps.EndToEnd.Tests.Ci;

/// <summary>GitLab, as far as its API is asked: notes of one merge request, statuses of its commit.</summary>
internal sealed class GitLabService : ICiService
{
    private const string Token = "glpat-planted";
    private const string Project = "/api/v4/projects/12";

    private readonly HttpListener listener = new();
    private readonly string yaml;
    private readonly string address;
    private readonly Dictionary<string, string> secrets;
    private readonly List<string> notes = [];
    private readonly List<Dictionary<string, string>> statuses = [];

    public GitLabService(string yaml, string database, string webhook)
    {
        this.yaml = yaml;
        secrets = new Dictionary<string, string>
        {
            ["STATE_DATABASE"] = database,
            ["BITRIX24_PROD_WEBHOOK"] = webhook,
            ["GITLAB_TOKEN"] = Token,
        };
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add(address + "/");
        listener.Start();
        _ = ServeAsync();
    }

    public IReadOnlyList<string> Comments => notes;

    public IReadOnlyList<CiJob> Review => [.. new[] { "check", "plan" }.Select(job => CiFile.GitLab(yaml, job))];

    public CiJob Merge => CiFile.GitLab(yaml, "apply");

    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>(secrets)
        {
            ["CI_API_V4_URL"] = $"{address}/api/v4",
            ["CI_PROJECT_ID"] = "12",
            ["CI_MERGE_REQUEST_IID"] = "7",
            ["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = "origin/main",
            ["CI_COMMIT_SHA"] = ICiService.Head,
        };

    public void Install(CiRunner runner)
    {
        // curl and jq are the machine's own.
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var asked = await listener.GetContextAsync();
                using var reader = new StreamReader(asked.Request.InputStream);
                var answer =
                    asked.Request.Headers["PRIVATE-TOKEN"] == Token
                        ? Answer(asked.Request, await reader.ReadToEndAsync())
                        : null;
                asked.Response.StatusCode = answer is null ? 404 : 200;
                asked.Response.Close(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer ?? "")), false);
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private object? Answer(HttpListenerRequest request, string body)
    {
        switch ($"{request.HttpMethod} {request.Url!.AbsolutePath}")
        {
            case $"POST {Project}/merge_requests/7/notes":
                notes.Add(Form(body)["body"]);
                return new { id = notes.Count };
            case $"POST {Project}/statuses/{ICiService.Head}":
                statuses.Insert(0, Form(body));
                return new { id = statuses.Count };
            case $"GET {Project}/repository/commits/{ICiService.Head}/merge_requests":
                return new[]
                {
                    new
                    {
                        iid = 7,
                        state = "merged",
                        sha = ICiService.Head,
                    },
                };
            case $"GET {Project}/repository/commits/{ICiService.Head}/statuses":
                return statuses.Select(status => new
                {
                    name = status["name"],
                    status = status["state"],
                    description = status["description"],
                });
            default:
                return null;
        }
    }

    private static Dictionary<string, string> Form(string body) =>
        body.Split('&')
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]));

    public void Dispose() => listener.Close();
}
