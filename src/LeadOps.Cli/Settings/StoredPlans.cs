using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Storage;

namespace LeadOps.Cli.Settings;

/// <summary>Plans that `plan --store` keeps in the state, by their id or its beginning.</summary>
internal static partial class StoredPlans
{
    /// <summary>A file of this machine with the plan; null when the text is not the id of one.</summary>
    public static string? Find(LeadOpsSettings settings, string text)
    {
        if (!Id().IsMatch(text) || File.Exists(text) || Directory.Exists(text))
        {
            return null;
        }

        using var state = StateOpener.Open(settings);
        using var own = StateOpener.OpenLocal(settings, settings.StatePath("state"));
        var found = state.Plans.Stored(text).Select(plan => (State: state, Plan: plan)).ToList();
        if (found.Count == 0 && state.IsShared)
        {
            found = [.. own.Plans.Stored(text).Select(plan => (State: (IState)own, Plan: plan))];
        }

        return found switch
        {
            [] => null,
            [var (where, plan)] => where.Plans.Fetch(plan.Portal, plan.Plan),
            _ => throw new LeadOpsException(
                Failure.Invalid,
                $"`{text}` is the beginning of {found.Count} stored plans. Give more of the id."
            ),
        };
    }

    /// <summary>Nothing lies at a path that is written like an id, so an id is meant.</summary>
    public static LeadOpsException? Missing(LeadOpsSettings settings, string text)
    {
        if (!Id().IsMatch(text) || Path.Exists(text))
        {
            return null;
        }

        using var state = StateOpener.Open(settings);
        var why = state.IsShared
            ? "`leadops state prune` may have deleted it."
            : "With `state: local` a plan is found only on the machine that stored it; "
                + "`state: { postgres: … }` shares plans.";
        return new LeadOpsException(
            Failure.Invalid,
            $"There is no stored plan `{text}` in {state.Description}, and no file of that name. {why} "
                + "Make one with: leadops plan --store"
        );
    }

    [GeneratedRegex("^[0-9a-f]{6,64}$")]
    private static partial Regex Id();
}
