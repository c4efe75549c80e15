using Hangfire.Logging;
using Npgsql;

namespace LeadOps.Workers;

/// <summary>
/// What Hangfire itself has to say, when it is a problem: a line, and never a stack. Each of its threads finds that the
/// database is gone, which is said once.
/// </summary>
internal sealed class JobLog(Action<string> tell, TimeProvider clock) : ILogProvider, ILog
{
    private static readonly TimeSpan Once = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? saidAway;

    public static void To(Action<string> tell) =>
        LogProvider.SetCurrentLogProvider(new JobLog(tell, TimeProvider.System));

    public ILog GetLogger(string name) => this;

    public bool Log(LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null)
    {
        var isTold = logLevel >= LogLevel.Error;
        if (isTold && messageFunc is not null)
        {
            Tell(messageFunc().ReplaceLineEndings(" "), exception);
        }

        return isTold;
    }

    private void Tell(string message, Exception? exception)
    {
        if (!IsOfDatabase(exception))
        {
            tell(message);
            return;
        }

        lock (gate)
        {
            if (saidAway is { } at && clock.GetElapsedTime(at) < Once)
            {
                return;
            }

            saidAway = clock.GetTimestamp();
        }

        tell("The state does not answer. The worker tries again until it does; nothing has to be done here.");
    }

    private static bool IsOfDatabase(Exception? exception) =>
        exception is NpgsqlException || (exception?.InnerException is { } inner && IsOfDatabase(inner));
}
