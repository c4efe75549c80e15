using System.CommandLine;
using LeadOps.Cli.Options;

namespace LeadOps.Cli.Commands;

/// <summary>The argument that names a past run.</summary>
internal static class RunArgument
{
    public static Argument<string> Create(GlobalOptions global)
    {
        var argument = new Argument<string>("RUN") { Description = "name of a run, its beginning, or `latest`" };
        Completions.AddRuns(argument, global);
        return argument;
    }
}
