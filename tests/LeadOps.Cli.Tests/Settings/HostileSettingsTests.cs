using System.Text;
using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Tests.Settings;

/// <summary>Whatever leadops.yml holds, the answer is settings or a message, never a crash.</summary>
internal sealed class HostileSettingsTests : IDisposable
{
    private const int Rounds = 1_500;

    private const string Whole =
        "defaultPortal: local\nportals:\n  local:\n    embedded: { seed: 500 }\n    seedable: "
        + "true\n  test:\n    url: ${NOTHING:-https://a.example/rest/1/secret/}\n    tariff: "
        + "standard\n    allowHosts: [a.example, b.example]\n    timeZone: Europe/Berlin\n    settleAfter: "
        + "60\n    oauth: { clientId: a, clientSecret: b, refreshToken: c }\nlimits: { maxChanges: 5000, "
        + "maxPercent: 30 }\nledger: .leadops/ledger.db\n";

    private static readonly string[] Odd =
    [
        "\t",
        "\"",
        "{",
        "]",
        "&a",
        "*a",
        "!!",
        "%YAML 99999999999.9\n",
        "\"\\U00110000\"",
        "\"\\uD83D\"",
        "99999999999999999999",
        "-1",
        "1e400",
        "${",
        "${A:-${B}}",
        "\0",
        "\uFEFF",
        "...",
        "---\n",
        "? [a]: b\n",
        ": ",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("leadops-settings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Test]
    public void A_damaged_configuration_is_told()
    {
        var random = new Random(20260501);
        for (var round = 0; round < Rounds; round++)
        {
            var text = new StringBuilder(Whole);
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var at = random.Next(text.Length);
                if (random.Next(3) == 0)
                {
                    text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at)).Append(' ');
                }
                else
                {
                    text.Insert(at, Odd[random.Next(Odd.Length)]);
                }
            }

            AssertTold(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    [Test]
    public void A_configuration_with_wrong_bytes_is_told()
    {
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Whole);
            for (var i = 0; i < 3; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            AssertTold(bytes);
        }
    }

    private void AssertTold(byte[] content)
    {
        var file = Path.Combine(folder, "leadops.yml");
        File.WriteAllBytes(file, content);
        try
        {
            new SettingsReader(_ => null, new Dictionary<string, string>()).Read(file, folder);
        }
        catch (LeadOpsException problem)
        {
            Assert.That(problem.Message, Is.Not.Empty);
        }
    }
}
