using LeadOps.Diagnostics;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Tests.Manifests.Yaml;

/// <summary>Every style of scalar: the character `@` in its text has the place that it has in the file.</summary>
internal sealed class ScalarPlacesTests
{
    [TestCase("k: one @")]
    [TestCase("k: one\n  two\n  three @ four")]
    [TestCase("k: one\n\n\n  two @")]
    [TestCase("k:\n    plain below\n    @")]
    [TestCase("k: 'it''s ''quoted'' @'")]
    [TestCase("k: 'one\n\n  two\n  @'")]
    [TestCase("k: \"tab \\t euro \\u20AC face \\U0001F600 x \\x41 @\"")]
    [TestCase("k: \"one\n  two \\\n  three @\"")]
    [TestCase("k: \"one \\\n    @\"")]
    [TestCase("k: \"one\\n\\\n   \\ two\n\n @\"")]
    [TestCase("k: |\n  one\n    two @\n")]
    [TestCase("k: |\n\n  one\n\n  @\n")]
    [TestCase("k: >\n  one\n  two\n\n    more @\n  three\n")]
    [TestCase("k: >-\n  one two\n  three @")]
    [TestCase("k: |2\n    indented @\n")]
    [TestCase("k: &anchor \"one\n  @\"")]
    [TestCase("k: &a |\n  one @\n")]
    [TestCase("k: \"one\r\n  two @\"")]
    [TestCase("k: [one, {a: \"x\n  y @\"}]")]
    public void A_character_keeps_its_place(string source)
    {
        var scalar = Scalars(Root(source)).Single(scalar => scalar.Text.Contains('@', StringComparison.Ordinal));
        var before = scalar.Text[..scalar.Text.IndexOf('@', StringComparison.Ordinal)].Split('\n');

        var place = ScalarPlaces.For(scalar, source)(before.Length, before[^1].Length + 1);

        var lines = source[..source.IndexOf('@', StringComparison.Ordinal)].Split('\n');
        Assert.That((place.Line, place.Column), Is.EqualTo((lines.Length, lines[^1].Length + 1)));
    }

    [TestCase("k: 1\n\tl: 2\n", "m.yml:2:1")]
    [TestCase("k:\n  l: 1\n  \tm: 2\n", "m.yml:3:3")]
    [TestCase("k:\n\t- 1\n", "m.yml:2:1")]
    public void A_tab_has_its_place(string source, string place)
    {
        var problems = new DiagnosticBag();

        YamlTree.Read("m.yml", source, problems);

        Assert.That(problems.Items.Single().ToString(), Does.StartWith(place + ": A tab indents this line"));
    }

    private static YamlNode Root(string source)
    {
        var problems = new DiagnosticBag();
        var root = YamlTree.Read("m.yml", source, problems);
        problems.ThrowIfErrors();
        return root!;
    }

    private static IEnumerable<YamlScalar> Scalars(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => [scalar],
            YamlSequence sequence => sequence.Items.SelectMany(Scalars),
            YamlMapping mapping => mapping.Entries.SelectMany(entry => Scalars(entry.Value)),
            _ => [],
        };
}
