using System.Text.Json.Nodes;
using LeadOps.Cli.Commands.Lines;

namespace LeadOps.EndToEnd.Tests;

internal sealed class EvalSpecs
{
    /// <summary>The program may be trimmed or compiled ahead; its templates must not notice.</summary>
    [Test]
    public async Task The_recorded_templates_come_out_as_they_do_in_the_tests_of_templates()
    {
        await using var here = Workspace.Empty();
        var cases = Path.Combine(AppContext.BaseDirectory, "Data", "conformance.jsonl");
        var requests = File.ReadLines(cases).Select(Request).ToList();
        here.Write("requests.jsonl", string.Join('\n', requests));

        var ran = await here.ShellAsync("dotnet \"$0\" eval --jsonl < requests.jsonl");

        var answers = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(answers, Is.EqualTo(requests.Select(JsonLines.Answer)), ran.Errors);
        Assert.That(answers, Has.Length.GreaterThan(3_000));
    }

    [Test]
    public async Task Eval_keeps_types()
    {
        await using var here = Workspace.Empty();

        var ran = await here.RunAsync("eval", "{{ 12.50m + 1 }}");

        Assert.That((ran.ExitCode, ran.Output.Trim()), Is.EqualTo((0, "13.50")));
    }

    [Test]
    public async Task Eval_offers_what_manifests_offer()
    {
        await using var here = await Workspace.WithPortalAsync(2);

        var offline = await here.RunAsync(
            "eval",
            "{{ vars.country }} {{ phone.normalize '030 23125000' vars.country }}",
            "--var",
            "country=DE",
            "--portal",
            "http://127.0.0.1:9/rest/1/x/"
        );
        var online = await here.RunAsync(
            "eval",
            "{{ user 'Anna Keller' }} {{ lead.ID }} {{ portal.host }}",
            "--lead",
            "2"
        );
        var none = await here.RunAsync("eval", "{{ lead.ID }}");

        Assert.That(offline.Output.Trim(), Is.EqualTo("DE +493023125000"), offline.Errors);
        Assert.That(online.Output.Trim(), Is.EqualTo($"1 2 {here.Portal!.WebhookUrl.Authority}"), online.Errors);
        Assert.That(
            (none.ExitCode, none.Errors.Trim()),
            Is.EqualTo(
                (3, "error: template:1:4: There is no `lead`. Read one with `--lead ID`, or give one in a `--model`.")
            )
        );
    }

    private static string Request(string recorded)
    {
        var request = JsonNode.Parse(recorded)!.AsObject();
        if (request.ContainsKey("evaluate") && request["mode"] is null)
        {
            request["mode"] = "evaluate";
        }

        return request.ToJsonString();
    }
}
