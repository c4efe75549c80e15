using LeadOps.Diagnostics;
using LeadOps.Manifests;

namespace LeadOps.Tests.Manifests.Rows;

/// <summary>Rows from strangers: they read no other file, end no program and wait for nothing.</summary>
[Platform(Exclude = "Win")]
internal sealed class HostileRowsTests
{
    private string root = null!;

    private string Folder => Path.Combine(root, "project");

    [SetUp]
    public void SetUp()
    {
        root = Directory.CreateTempSubdirectory("leadops-rows-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        Directory.CreateDirectory(Path.Combine(root, "private"));
        File.WriteAllText(Path.Combine(root, "private", "secret.csv"), "a\nsecret\n");
    }

    [TearDown]
    public void TearDown() => Directory.Delete(root, recursive: true);

    [Test]
    public void A_linked_folder_leads_nowhere()
    {
        Directory.CreateSymbolicLink(Path.Combine(Folder, "data", "there"), Path.Combine(root, "private"));

        Assert.That(ProblemOf("data/there/secret.csv"), Does.Contain("lies outside the manifest's folder"));
    }

    [Test]
    public void A_linked_file_leads_nowhere()
    {
        File.CreateSymbolicLink(Path.Combine(Folder, "data", "there.csv"), Path.Combine(root, "private", "secret.csv"));

        Assert.That(ProblemOf("data/there.csv"), Does.Contain("lies outside the manifest's folder"));
    }

    [Test]
    public void A_cell_without_end_is_refused()
    {
        File.WriteAllText(Path.Combine(Folder, "data", "wide.csv"), "a\n\"" + new string('x', 3_000_000));

        Assert.That(ProblemOf("data/wide.csv"), Does.Contain("cell").And.Contain("1,000,000"));
    }

    [Test]
    public void An_empty_file_is_refused_unread()
    {
        File.WriteAllText(Path.Combine(Folder, "data", "none.csv"), "");

        Assert.That(ProblemOf("data/none.csv"), Does.Contain("the file is empty"));
    }

    private string ProblemOf(string rows)
    {
        var file = Path.Combine(Folder, "m.yml");
        File.WriteAllText(
            file,
            $"manifest: 1\nname: m\nrows: {{ r: {rows} }}\nchanges:\n  - name: x\n    forEach: r\n    select: "
                + "{ id: 1 }\n    set: { COMMENTS: \"{{ row.a }}\" }\n"
        );
        var problems = new DiagnosticBag();
        new ManifestReader(new Dictionary<string, string>()).Read([file], problems);
        return string.Join('\n', problems.Items);
    }
}
