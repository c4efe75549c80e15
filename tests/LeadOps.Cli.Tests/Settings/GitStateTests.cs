using System.Diagnostics;
using LeadOps.Cli.Settings;

namespace LeadOps.Cli.Tests.Settings;

/// <summary>With the real git, in a folder of its own.</summary>
internal sealed class GitStateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("leadops-git-").FullName;

    private string Main => Path.Combine(folder, "main");

    private string File => Path.Combine(Main, "m.yml");

    [OneTimeSetUp]
    public static void NeedsGit()
    {
        try
        {
            Process.Start(new ProcessStartInfo("git", "--version") { RedirectStandardOutput = true })!.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("git is not installed; get it with `apt-get install git`.");
        }
    }

    [SetUp]
    public void Commit()
    {
        Directory.CreateDirectory(Main);
        Git("init", "--quiet", "--initial-branch=trunk");
        System.IO.File.WriteAllText(File, "manifest: 1\n");
        Git("add", "m.yml");
        Git("-c", "user.name=A", "-c", "user.email=a@b.test", "commit", "--quiet", "-m", "first");
    }

    private string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Main,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException(git.StandardError.ReadToEnd());
    }

    [Test]
    public void The_commit_is_found_from_a_folder_below()
    {
        var below = Directory.CreateDirectory(Path.Combine(Main, "a", "b")).FullName;

        Assert.That(GitState.Commit(below), Is.EqualTo(Git("rev-parse", "HEAD")));
    }

    [Test]
    public void The_commit_is_found_when_references_are_packed()
    {
        Git("pack-refs", "--all");

        Assert.That(GitState.Commit(Main), Is.EqualTo(Git("rev-parse", "HEAD")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void The_commit_is_found_in_a_linked_worktree(bool isPacked)
    {
        Git("worktree", "add", "--quiet", "-b", "other", "../linked");
        if (isPacked)
        {
            Git("pack-refs", "--all");
        }

        Assert.That(GitState.Commit(Path.Combine(folder, "linked")), Is.EqualTo(Git("rev-parse", "HEAD")));
    }

    [Test]
    public void The_commit_is_found_when_no_branch_is_checked_out()
    {
        Git("checkout", "--quiet", "--detach");

        Assert.That(GitState.Commit(Main), Is.EqualTo(Git("rev-parse", "HEAD")));
    }

    [Test]
    public void A_folder_without_a_commit_has_none()
    {
        var empty = Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName;

        Assert.That(GitState.Of(empty, []), Is.Null);
    }

    [Test]
    public void Only_a_change_of_the_given_files_makes_a_commit_dirty()
    {
        System.IO.File.WriteAllText(Path.Combine(Main, "changes.plan"), "a plan");
        var clean = GitState.Of(Main, [File]);
        System.IO.File.AppendAllText(File, "name: other\n");
        var changed = GitState.Of(Main, [File]);

        Assert.That((clean, changed), Is.EqualTo((Git("rev-parse", "HEAD"), Git("rev-parse", "HEAD") + "-dirty")));
    }

    [Test]
    public void A_manifest_that_was_never_committed_makes_a_commit_dirty()
    {
        var other = Path.Combine(Main, "new.yml");
        System.IO.File.WriteAllText(other, "manifest: 1\n");

        Assert.That(GitState.Of(Main, [File, other]), Does.EndWith(GitState.Dirty));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
