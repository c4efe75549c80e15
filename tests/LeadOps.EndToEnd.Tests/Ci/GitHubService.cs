namespace LeadOps.EndToEnd.Tests.Ci;

/// <summary>GitHub, as far as its program `gh` is asked: comments and statuses lie in files.</summary>
internal sealed class GitHubService : ICiService
{
    private const string Program = """
        set -eu
        case "$1 $2" in
          "pr comment") cp "$5" "$GH_FAKE/comment-$(date +%s%N)" ;;
          "api repos/acme/fixes/statuses/"*)
            shift 2
            for pair in "$@"; do [ "$pair" = -f ] || printf '%s\n' "$pair"; done > "$GH_FAKE/status" ;;
          "api repos/acme/fixes/commits/"*"/status")
            if [ -e "$GH_FAKE/status" ]; then
              jq -R -n '{ statuses: [ [ inputs | capture("(?<key>[^=]*)=(?<value>.*)") ] | from_entries ] }' "$GH_FAKE/status"
            else
              echo '{ "statuses": [] }'
            fi | jq -r "$4" ;;
          *) echo "gh: $*" >&2; exit 1 ;;
        esac
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("leadops-gh-").FullName;
    private readonly string yaml;
    private readonly Dictionary<string, string> values;

    public GitHubService(string yaml, string database, string webhook)
    {
        this.yaml = yaml;
        values = new Dictionary<string, string>
        {
            ["secrets.STATE_DATABASE"] = database,
            ["secrets.BITRIX24_PROD_WEBHOOK"] = webhook,
            ["github.token"] = "t",
            ["github.event.pull_request.number"] = "7",
            ["github.event.pull_request.head.sha"] = ICiService.Head,
            ["github.event.pull_request.base.ref"] = "main",
            ["vars.CONFIRM_HOST"] = "",
        };
    }

    public IReadOnlyList<string> Comments =>
        [.. Directory.GetFiles(folder, "comment-*").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    public IReadOnlyList<CiJob> Review =>
        [.. new[] { "check", "plan" }.Select(job => CiFile.GitHub(yaml, job, values))];

    public CiJob Merge => CiFile.GitHub(yaml, "apply", values);

    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string> { ["GITHUB_REPOSITORY"] = "acme/fixes", ["GH_FAKE"] = folder };

    public void Install(CiRunner runner) => runner.Install("gh", Program);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
