using System.Text.Json.Nodes;
using LeadOps.Cli.Commands.Lines;

namespace LeadOps.EndToEnd.Tests;

/// <summary>The program may be trimmed or compiled ahead; its templates must not notice.</summary>
internal sealed class EvalSpecs
{
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
