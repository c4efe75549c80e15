using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Plans;

namespace LeadOps.Cli.Commands;

internal static class SeedCommand
{
    public static Command Create(GlobalOptions global) =>
        FixtureVerb.Create(global, "seed", "Create and update the fixtures' leads.", PlanPurpose.Seed);
}
