using LeadOps.Portal;

namespace LeadOps.Applying;

/// <summary>While this file is there, a run pauses.</summary>
internal sealed class PauseFile(string? path, TimeProvider clock, RunRecorder recorder)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    public bool IsThere => path is not null && File.Exists(path);

    public async Task GoneAsync(CancellationToken stop)
    {
        if (IsThere)
        {
            recorder.Pause(new PortalPause(null, $"the file `{path}` is present; remove it to go on"));
        }

        while (IsThere)
        {
            await Task.Delay(BetweenLooks, clock, stop);
        }
    }
}
