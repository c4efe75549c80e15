using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>`--changed-since` with the real git: a pull request plans what it changes.</summary>
internal sealed class ChangedSinceSpecs
{
    private const string Plain = """
        manifest: 1
        name: plain
        changes:
          - name: mark
            select: { id: 1 }
            set: { COMMENTS: plain }
        """;

    private const string WithRows = """
        manifest: 1
        name: rows
        rows: { owners: "data/ö wners.csv" }
        changes:
          - name: hand-over
            forEach: owners
            select: { id: "{{ row.id }}" }
            set: { SOURCE_DESCRIPTION: "{{ row.note }}" }
        """;

    private const string WithFiles = """
        manifest: 1
        name: files
        rows: { scans: [ { id: 3 } ] }
        changes:
          - name: attach
            forEach: scans
            select: { id: "{{ row.id }}" }
            set: { UF_CRM_CONTRACT: { file: "scans/{{ row.id }}.txt" } }
        """;

    private static async Task<Workspace> RepositoryAsync()
    {
        var here = await Workspace.WithPortalAsync(5);
        here.Write("manifests/plain.yml", Plain);
        here.Write("manifests/rows.yml", WithRows);
        here.Write("manifests/data/ö wners.csv", "id,note\n2,first\n");
        here.Write("manifests/files.yml", WithFiles);
        here.Write("manifests/scans/3.txt", "page 1");
        Git(here, "init", "--quiet", "--initial-branch=main");
        Commit(here, "first");
        return here;
    }

    private static void Commit(Workspace here, string message)
    {
        Git(here, "add", "manifests");
        Git(here, "-c", "user.name=A", "-c", "user.email=a@b.test", "commit", "--quiet", "-m", message);
    }

    private static string Git(Workspace here, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = here.Folder,
                RedirectStandardOutput = true,
            };
            using var git = Process.Start(start)!;
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            Assert.That(git.ExitCode, Is.Zero, string.Join(' ', arguments));
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new IgnoreException("git is not installed; get it with `apt-get install git`.");
        }
    }

    [TestCase("manifests/plain.yml", "# said", "plain")]
    [TestCase("manifests/data/ö wners.csv", "3,second\n", "rows")]
    [TestCase("manifests/scans/3.txt", "page 2", "files")]
    [TestCase("manifests/scans/4.txt", "of nobody", "files")]
    [TestCase("manifests/notes.txt", "of nobody", "")]
    public async Task A_manifest_counts_when_its_file_its_rows_or_its_uploads_changed(
        string file,
        string more,
        string changed
    )
    {
        await using var here = await RepositoryAsync();
        var path = Path.Combine(here.Folder, file);
        await File.AppendAllTextAsync(path, more);

        var uncommitted = await here.RunAsync("plan", "--changed-since", "HEAD", "--output", "json");
        Commit(here, "second");
        var committed = await here.RunAsync("plan", "--changed-since", "HEAD~1", "--output", "json");
        var since = await here.RunAsync("plan", "--changed-since", "HEAD", "--output", "json");

        Assert.That(Names(uncommitted), Is.EqualTo(changed), uncommitted.Errors);
        Assert.That(Names(committed), Is.EqualTo(changed), committed.Errors);
        Assert.That(Names(since), Is.Empty, since.Errors);
        Assert.That(since.Errors, Does.Contain("No manifest changed since `HEAD`"));
    }

    private static string Names(Ran planned) =>
        string.Join(
            ' ',
            JsonNode.Parse(planned.Output)!["manifests"]!.AsArray().Select(manifest => (string)manifest!["name"]!)
        );

    [Test]
    public async Task Only_what_this_branch_did_counts()
    {
        await using var here = await RepositoryAsync();
        Git(here, "checkout", "--quiet", "-b", "fix");
        here.Write("manifests/plain.yml", Plain.Replace("plain }", "fixed }", StringComparison.Ordinal));
        Commit(here, "fix");
        Git(here, "checkout", "--quiet", "main");
        here.Write("manifests/rows.yml", WithRows + "\n# somebody else's");
        Commit(here, "meanwhile");
        Git(here, "checkout", "--quiet", "fix");

        var validated = await here.RunAsync("validate", "--changed-since", "main");
        var applied = await here.RunAsync("apply", "--changed-since", "main", "--yes");
        var leads = JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray();

        Assert.That(validated.Errors, Does.Contain("1 of 3 manifests changed since `main`: plain."));
        Assert.That(validated.Output, Does.StartWith("1 manifest is valid"));
        Assert.That(applied.ExitCode, Is.Zero, applied.Errors);
        Assert.That((string?)leads[0]!["COMMENTS"], Is.EqualTo("fixed"));
        Assert.That((string?)leads[1]!["SOURCE_DESCRIPTION"], Is.Not.EqualTo("first"));
    }

    [TestCase("origin/mian", "there is no revision `origin/mian`")]
    [TestCase("--output=x", "there is no revision")]
    public async Task A_revision_that_git_does_not_know_is_told(string revision, string told)
    {
        await using var here = await RepositoryAsync();

        var planned = await here.RunAsync("plan", $"--changed-since={revision}");

        Assert.That(planned.ExitCode, Is.EqualTo(3));
        Assert.That(planned.Errors, Does.Contain(told));
    }

    [Test]
    public async Task A_shallow_clone_says_how_to_get_the_rest()
    {
        await using var here = await RepositoryAsync();
        here.Write("manifests/plain.yml", Plain + "\n");
        Commit(here, "second");
        Git(here, "clone", "--quiet", "--depth", "1", $"file://{here.Folder}", "clone");

        var planned = await here.ShellAsync("cd clone && dotnet $0 plan --changed-since HEAD~1");

        Assert.That(planned.ExitCode, Is.EqualTo(3));
        Assert.That(planned.Errors, Does.Contain("git fetch --unshallow").And.Contain("fetch-depth: 0"));
    }

    [Test]
    public async Task A_folder_without_git_is_told_with_the_file()
    {
        await using var here = await Workspace.WithPortalAsync(1);
        here.Write("manifests/plain.yml", Plain);

        var planned = await here.RunAsync("plan", "--changed-since", "HEAD");

        Assert.That(planned.ExitCode, Is.EqualTo(3));
        Assert.That(planned.Errors, Does.Contain("`manifests/plain.yml` is not in a git repository"));
    }
}
