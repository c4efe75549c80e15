using LeadOps.Manifests;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps;

/// <summary>
/// Manifests with `once: true`: which are still to be planned on this portal, and what is to be said of the others.
/// </summary>
internal sealed class OnceManifests(Project project, RunLedger ledger, string host)
{
    public (IReadOnlyList<Manifest> Open, IReadOnlyList<string> Remarks) Open(IReadOnlyList<Manifest> manifests)
    {
        var known = manifests
            .Select(manifest =>
                (Manifest: manifest, DoneBy: manifest.Once ? ledger.DoneBy(host, manifest.Name, manifest.Digest) : null)
            )
            .ToList();
        var open = known.Where(one => one.DoneBy is null).Select(one => one.Manifest).ToList();
        return (
            open,
            [
                .. manifests.Where(manifest => manifest.Once).Select(Forgotten).OfType<string>(),
                .. open.Where(manifest => manifest.Once).Select(Unfinished).OfType<string>(),
                .. known.Where(one => one.DoneBy is not null).Select(one => Done(one.Manifest, one.DoneBy!)),
            ]
        );
    }

    private string Done(Manifest manifest, string run) =>
        $"{manifest.Name}: already applied by the run {run} (`once: true`), so it plans nothing; "
        + (
            project.State.Runs.Find(new RunKey(host, run)) is null
                ? "the run itself was taken away by `leadops state prune`, so that it cannot be rolled back; "
                    + "under another name the manifest is planned again"
                : $"`leadops rollback {run}{project.PortalFlag}` undoes it"
        );

    private string? Unfinished(Manifest manifest) =>
        ledger.Unfinished(host, manifest.Name, null) is { } run
            ? $"{manifest.Name}: its run {run} is not finished, and with `once: true` another one is refused; "
                + $"`leadops resume {run}{project.PortalFlag}` goes on, "
                + $"`leadops rollback {run}{project.PortalFlag}` undoes it"
            : null;

    /// <summary>A machine under CI does not stay, and with it goes what only it remembers.</summary>
    private string? Forgotten(Manifest manifest) =>
        project.IsUnderCi && !project.State.IsShared
            ? $"{manifest.Name}: `once: true` is remembered only on this machine (`state: local`), "
                + "and CI=true means that the machine is temporary, so the next job would apply it again; "
                + "set `state: { postgres: \"${STATE_DATABASE}\" }` in leadops.yml"
            : null;
}
