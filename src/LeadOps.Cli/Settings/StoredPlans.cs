using System.Text.RegularExpressions;
using LeadOps.Diagnostics;

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
            found = [.. own.Plans.Stored(text).Select(plan => (State: (Storage.IState)own, Plan: plan))];
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

    [GeneratedRegex("^[0-9a-f]{6,64}$")]
    private static partial Regex Id();
}
