using static LeadOps.EndToEnd.Tests.SeededPortals;

namespace LeadOps.EndToEnd.Tests;

/// <summary>`leadops test`.</summary>
internal sealed class ManifestTestSpecs
{
    [Test]
    public async Task I_can_test_a_manifest_before_it_meets_a_portal()
    {
        await using var here = Workspace.Empty();
        here.Write("manifests/shop.yml", Manifest);

        var passed = await here.RunAsync("test");
        here.Write(
            "manifests/shop.yml",
            Manifest
                .Replace("update: 60", "update: 61", StringComparison.Ordinal)
                .Replace("web-2: { STATUS_ID: JUNK }", "web-2: { STATUS_ID: NEW }", StringComparison.Ordinal)
        );
        var failed = await here.RunAsync("test", "--report", "junit.xml");

        Assert.That(passed.ExitCode, Is.Zero, passed.Output + passed.Errors);
        Assert.That(failed.ExitCode, Is.EqualTo(4));
        Assert.That(
            failed.Output,
            Does.Contain("shop.yml:22:18: expected update: 61, the plan has 60")
                .And.Contain("lead `web-2` STATUS_ID: expected \"NEW\" (Unprocessed), is \"JUNK\" (Low-quality lead)")
        );
        Assert.That(File.ReadAllText(Path.Combine(here.Folder, "junit.xml")), Does.Contain("failures=\"1\""));
        Assert.That(File.ReadAllBytes(Path.Combine(here.Folder, "junit.xml"))[0], Is.EqualTo((byte)'<'));
    }

    [Test]
    public async Task A_long_text_that_differs_is_shown_from_where_it_does()
    {
        await using var here = Workspace.Empty();
        var text = string.Concat(Enumerable.Repeat("0123456789 ", 12));
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nfixtures:\n  - name: f\n    count: 1\n    key: k\n    set: { TITLE: x, "
                + $"COMMENTS: \"{text}here\", ASSIGNED_BY_ID: Anna Keller, EMAIL: a@example.com }}\n"
                + $"tests:\n  - name: t\n    expect: {{ leads: {{ k: {{ COMMENTS: \"{text}there\", ASSIGNED_BY_ID: "
                + "Lars Ohm, EMAIL: b@example.com } } }\n"
        );

        var failed = await here.RunAsync("test", "m.yml");

        Assert.That(failed.Output, Does.Match("COMMENTS: expected \"….{20}there\", is \"….{20}here\""));
        Assert.That(
            failed.Output,
            Does.Contain("expected \"7\" (Lars Ohm), is \"1\" (Anna Keller)")
                .And.Contain("expected \"b@example.com\", is \"a@example.com\" (WORK)")
        );
    }

    [TestCase("{{ fake.amount 0 row.sum }}", "m.yml:8:")]
    [TestCase("{{ row.sum }}", "`abc` is not a number")]
    public async Task A_row_that_fails_is_named_with_its_line(string template, string message)
    {
        await using var here = await SeedableAsync(0);
        here.Write("r.csv", "key,sum\na,1\nb,abc\n");
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nrows: { r: r.csv }\nfixtures:\n  - name: f\n    forEach: r\n    key: "
                + $"\"{{{{ row.key }}}}\"\n    set: {{ TITLE: x, OPPORTUNITY: \"{template}\" }}\n"
        );

        var failed = await here.RunAsync("seed", "m.yml", "--dry-run");

        Assert.That(failed.ExitCode, Is.EqualTo(3));
        Assert.That(failed.Errors, Does.Contain(message).And.Contain("row").And.Contain("r.csv:3:1"));
    }
}
