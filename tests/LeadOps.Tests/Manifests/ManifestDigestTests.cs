using LeadOps.Diagnostics;
using LeadOps.Manifests;

namespace LeadOps.Tests.Manifests;

/// <summary>A `once` manifest and a rollout know a manifest by its digest.</summary>
internal sealed class ManifestDigestTests
{
    private const string Plain =
        "manifest: 1\nname: m\nrows: { r: r.csv }\nvars: { a: 1 }\n"
        + "changes: [ { name: c, forEach: r, select: { id: '{{ row.id }}' }, set: { NAME: x } } ]\n";

    private static readonly Dictionary<string, string> NoVariables = [];

    [Test]
    public void Layout_and_comments_do_not_count() =>
        Assert.That(
            Of("# a comment\n" + Plain.Replace("{ a: 1 }", "\n  a: 1"), "id\n1\n"),
            Is.EqualTo(Of(Plain, "id\n1\n"))
        );

    [Test]
    public void Another_value_counts() =>
        Assert.That(Of(Plain.Replace("NAME: x", "NAME: y"), "id\n1\n"), Is.Not.EqualTo(Of(Plain, "id\n1\n")));

    [Test]
    public void Another_row_counts() => Assert.That(Of(Plain, "id\n2\n"), Is.Not.EqualTo(Of(Plain, "id\n1\n")));

    [Test]
    public void A_variable_that_was_given_counts() =>
        Assert.That(
            Of(Plain, "id\n1\n", new Dictionary<string, string> { ["a"] = "2" }),
            Is.Not.EqualTo(Of(Plain, "id\n1\n"))
        );

    private static string Of(string yaml, string rows, IReadOnlyDictionary<string, string>? variables = null)
    {
        var folder = Directory.CreateTempSubdirectory("manifest-").FullName;
        File.WriteAllText(Path.Combine(folder, "m.yml"), yaml);
        File.WriteAllText(Path.Combine(folder, "r.csv"), rows);
        var problems = new DiagnosticBag();

        var manifests = new ManifestReader(variables ?? NoVariables).Read([Path.Combine(folder, "m.yml")], problems);

        problems.ThrowIfErrors();
        var digest = manifests[0].Digest;
        Directory.Delete(folder, true);
        return digest;
    }
}
