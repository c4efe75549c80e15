using System.Globalization;
using LeadOps.Diagnostics;

namespace LeadOps.Storage.Local;

/// <summary>
/// A file per portal names the holder. Every look and change happens under a file lock of the system, so two
/// processes never take it both; who lost it learns that at the next heartbeat and stops.
/// </summary>
internal sealed class LocalLeases(string folder, string place, Operator who, TimeProvider clock) : ILeaseStore
{
    internal static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);

    public LeaseHolder? Holder(string portal)
    {
        var path = PathOf(portal);
        return File.Exists(path) && LeaseFile.Read(path) is { } note ? Holder(note) : null;
    }

    public ILease Take(string portal, TakeOver takeOver, string portalFlag = "")
    {
        var path = PathOf(portal);
        try
        {
            PrivateFile.CreateFolder(folder);
            using var guard = LeaseFile.Guard(path);
            if (File.Exists(path))
            {
                var note = LeaseFile.Read(path);
                LeaseClaims.Challenge(portal, note is null ? null : Holder(note), takeOver, path, portalFlag);
            }

            return new LocalLease(path, portal, place, who, clock);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LeadOpsException(
                Failure.Refused,
                $"The lock `{path}` cannot be taken: {FileProblem.Of(problem)}",
                problem
            );
        }
    }

    private string PathOf(string portal) =>
        Path.Combine(
            folder,
            "lock-"
                + string.Concat(portal.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'))
                + ".json"
        );

    private LeaseHolder Holder(LeaseNote note)
    {
        var heartbeat = DateTimeOffset.TryParse(note.Heartbeat, CultureInfo.InvariantCulture, out var beat)
            ? beat
            : DateTimeOffset.MinValue;
        var isGone = note.Host == who.Host && !OtherProcess.IsAlive(note.Pid, note.Started);
        return new LeaseHolder(
            new Operator(note.Owner, note.Host, note.Pid),
            heartbeat,
            note.Run,
            note.Place == place ? null : note.Place,
            isGone,
            isGone || clock.GetUtcNow() - heartbeat > Stale
        );
    }
}
