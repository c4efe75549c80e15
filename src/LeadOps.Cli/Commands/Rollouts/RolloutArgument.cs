using System.CommandLine;
using System.CommandLine.Completions;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Rollouts;

namespace LeadOps.Cli.Commands.Rollouts;

/// <summary>A rollout on the command line: its id, the beginning of it, or `latest`.</summary>
internal static class RolloutArgument
{
    private const int Offered = 30;

    public static Argument<string?> Create(GlobalOptions global, bool isRequired)
    {
        var argument = new Argument<string?>("ID")
        {
            Description = "a rollout: its id, the beginning of it, or `latest`",
            Arity = isRequired ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
        };
        argument.CompletionSources.Add(context =>
            Completions.Safe(() =>
            {
                using var state = StateOpener.Open(GlobalOptions.Settings(context.ParseResult, global));
                return new RolloutBook(state)
                    .All()
                    .Take(Offered)
                    .Select(rollout => new CompletionItem(
                        rollout.Id,
                        detail: $"{RunWords.When(rollout.StartedAt)} {Spelled.AsCode(rollout.Status)}"
                    ))
                    .Prepend(new CompletionItem("latest", detail: "the last rollout"))
                    .ToList();
            })
        );
        return argument;
    }
}
