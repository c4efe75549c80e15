using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Manifests.Checks;

namespace LeadOps.Tests.Manifests;

/// <summary>Whatever files hold, the answer is a list of problems with places, never a crash.</summary>
internal sealed class HostileFileTests
{
    private const int Rounds = 300;

    private static readonly string[] Odd =
    [
        "\t",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "{{",
        "}}",
        "|",
        ">",
        "&a",
        "*a",
        "!!",
        "%",
        "@",
        "`",
        "\\",
        "\0",
        "\u2028",
        "\uFEFF",
        "\r",
        "12E400",
        "\\ud83d",
        "\"\\uD83D\"",
        "<<: *a",
        "---",
        "...",
        "? ",
        "- - -",
        "9999999999999999999999",
        "0x",
        "0o8",
        "%YAML 99999999999.9",
        "!<tag>",
        "\"\\U00110000\"",
        "\"\\x\"",
        "~",
        "null:",
        "2026-13-45",
    ];

    private string folder = null!;

    [SetUp]
    public void SetUp() => folder = Directory.CreateTempSubdirectory("leadops-hostile-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<string> Examples() =>
        Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "examples"), "*.yml", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith("leadops", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(AppContext.BaseDirectory, file))
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Examples))]
    public void A_damaged_example_is_told(string example)
    {
        var whole = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, example));
        var random = new Random(example.Length);
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = Damaged(whole, random);

            Assert.That(() => Check("m.yml", Encoding.UTF8.GetBytes(damaged)), Throws.Nothing, damaged);
        }
    }

    [TestCaseSource(nameof(Examples))]
    public void An_example_with_wrong_bytes_is_told(string example)
    {
        var whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, example));
        var random = new Random(example.Length);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = whole.ToArray();
            for (var i = 0; i < 3; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.That(() => Check("m.yml", bytes), Throws.Nothing);
        }
    }

    [TestCase("csv", "id,name,amount\n1,\"a \"\"b\"\"\",2\n2,c,3\n")]
    [TestCase("tsv", "id\tname\n1\t\"a\"\n")]
    [TestCase("json", "[{\"id\": 1, \"name\": \"a\\u00e9\", \"amount\": 1.5e3}, {\"id\": 2}]")]
    [TestCase("jsonl", "{\"id\": 1, \"name\": \"a\"}\n{\"id\": 2}\n")]
    [TestCase("yml", "- { id: 1, name: \"a\" }\n- { id: 2, name: 0x1F }\n")]
    public void Damaged_rows_are_told(string extension, string whole)
    {
        var random = new Random(extension.Length);
        for (var round = 0; round < Rounds * 3; round++)
        {
            var damaged = Damaged(whole, random);
            File.WriteAllText(Path.Combine(folder, "r." + extension), damaged);

            Assert.That(() => Check("m.yml", Naming("r." + extension)), Throws.Nothing, damaged);
        }
    }

    [Test]
    public void Any_text_as_a_manifest_is_told() =>
        Check(Prop.ForAll(ArbMap.Default.ArbFor<string>(), (Action<string>)(text => Check("m.yml", Bytes(text)))));

    [TestCase("csv")]
    [TestCase("json")]
    [TestCase("yml")]
    [TestCase("xlsx")]
    public void Any_bytes_as_rows_are_told(string extension) =>
        Check(
            Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                (Action<byte[]>)(
                    bytes =>
                    {
                        File.WriteAllBytes(Path.Combine(folder, "r." + extension), bytes ?? []);
                        Check("m.yml", Naming("r." + extension));
                    }
                )
            )
        );

    private static void Check(Property property) =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithReplay(new Replay(new Rnd(20260501, 7), null)).WithMaxTest(500),
            property
        );

    private static byte[] Bytes(string? text) => Encoding.UTF8.GetBytes(text ?? "");

    private static byte[] Naming(string file) =>
        Encoding.UTF8.GetBytes(
            $"manifest: 1\nname: m\nrows: {{ r: {file} }}\nchanges:\n  - name: c\n    forEach: r\n    select: "
                + "{ id: \"{{ row.id }}\" }\n    set: { NAME: x }\n"
        );

    private void Check(string name, byte[] content)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllBytes(file, content);
        var problems = new DiagnosticBag();
        var manifests = new ManifestReader(new Dictionary<string, string>()).Read([file], problems);
        manifests.ToList().ForEach(new ManifestChecker(FieldCatalogue.Standard, problems).Check);
        foreach (var problem in problems.Items)
        {
            _ = problem.ToString();
        }
    }

    private static string Damaged(string whole, Random random)
    {
        var text = new StringBuilder(whole);
        for (var i = random.Next(1, 4); i > 0 && text.Length > 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, Odd[random.Next(Odd.Length)]);
                    break;
                case 2:
                    text.Length = at;
                    break;
                default:
                    text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 60), text.Length - at)));
                    break;
            }
        }

        return text.ToString();
    }
}
