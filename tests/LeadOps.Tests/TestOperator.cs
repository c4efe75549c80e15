using LeadOps.Storage;

namespace LeadOps.Tests;

internal static class TestOperator
{
    public static Operator Me { get; } = new(Environment.UserName, Environment.MachineName, Environment.ProcessId);
}
