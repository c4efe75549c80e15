using System.CommandLine;
using System.CommandLine.Completions;
using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Options;

/// <summary>`--portals`: the same command for many portals.</summary>
internal static class PortalsOption
{
    public static Option<string?> New(GlobalOptions global)
    {
        var option = new Option<string?>("--portals")
        {
            Description = "many portals: names and tags of leadops.yml separated by commas, or `all`",
            HelpName = "TAG|NAME",
        };
        option.CompletionSources.Add(context =>
            Completions.Safe(() =>
            {
                var settings = GlobalOptions.Settings(context.ParseResult, global);
                return PortalChoice
                    .Tags(settings)
                    .Select(tag => new CompletionItem(tag, detail: "tag"))
                    .Concat(settings.Portals.Keys.Select(name => new CompletionItem(name, detail: "portal")))
                    .Append(new CompletionItem(PortalChoice.All, detail: "all portals"));
            })
        );
        return option;
    }

    /// <summary>Null when one portal is meant.</summary>
    public static IReadOnlyList<PortalConfig>? Read(
        ParseResult parsed,
        GlobalOptions global,
        Option<string?> option,
        LeadOpsSettings settings
    ) =>
        parsed.GetValue(option) is not { } text ? null
        : parsed.GetValue(global.Portal) is null ? PortalChoice.Of(settings, text)
        : throw new LeadOpsException(Failure.Invalid, "Give either `--portal` or `--portals`, not both.");

    /// <summary>What makes sense for one portal alone.</summary>
    public static void Refuse(string option, bool isGiven, string advice)
    {
        if (isGiven)
        {
            throw new LeadOpsException(Failure.Invalid, $"`{option}` is for one portal. {advice}");
        }
    }
}
