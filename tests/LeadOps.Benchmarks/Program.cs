using BenchmarkDotNet.Running;
using LeadOps.Benchmarks.Whole;

return args is ["whole", .. var asked] ? await WholeRuns.RunAsync(asked)
    : BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args).Any() ? 0
    : 1;
