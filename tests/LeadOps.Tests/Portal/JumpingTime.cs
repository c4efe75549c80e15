namespace LeadOps.Tests.Portal;

/// <summary>A clock that stands still, and jumps ahead as soon as somebody waits.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2026, 8, 21, 10, 0, 0, TimeSpan.Zero);

    public TimeSpan Waited { get; private set; }

    /// <summary>Nothing takes any time, however busy the machine is.</summary>
    public bool IsTimeless { get; set; }

    public override long GetTimestamp() => IsTimeless ? 0 : base.GetTimestamp();

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Advance(dueTime);
            Waited += dueTime;
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Fired();
    }

    private sealed class Fired : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
