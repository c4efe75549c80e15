using System.CommandLine;

namespace LeadOps.Cli.Commands;

/// <summary>The argument that names a past run.</summary>
internal static class RunArgument
{
    public static Argument<string> Create() => new("RUN") { Description = "name of a run, its beginning, or `latest`" };
}
