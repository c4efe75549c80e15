namespace LeadOps.Cli.Views;

/// <summary>Ctrl-C instead of an answer: what was asked for was not done.</summary>
internal sealed class UnansweredException(CancellationToken cancel)
    : OperationCanceledException("Interrupted at the question; nothing was written.", cancel);
