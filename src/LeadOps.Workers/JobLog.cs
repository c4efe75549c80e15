using Hangfire.Logging;

namespace LeadOps.Workers;

/// <summary>What Hangfire itself has to say, when it is a problem: a line, and never a stack.</summary>
internal sealed class JobLog(Action<string> tell) : ILogProvider, ILog
{
    public static void To(Action<string> tell) => LogProvider.SetCurrentLogProvider(new JobLog(tell));

    public ILog GetLogger(string name) => this;

    public bool Log(LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null)
    {
        var isTold = logLevel >= LogLevel.Error;
        if (isTold && messageFunc is not null)
        {
            tell(messageFunc().ReplaceLineEndings(" "));
        }

        return isTold;
    }
}
