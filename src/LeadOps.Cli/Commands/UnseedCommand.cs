using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Plans;

namespace LeadOps.Cli.Commands;

internal static class UnseedCommand
{
    public static Command Create(GlobalOptions global) =>
        FixtureVerb.Create(global, "unseed", "Delete exactly the leads that the fixtures created.", PlanPurpose.Unseed);
}
