using LeadOps.Diagnostics;

namespace LeadOps.Storage;

/// <summary>The store cannot be reached for the moment; what it holds is safe.</summary>
internal sealed class StateLostException(string message, Exception inner)
    : LeadOpsException(Failure.Portal, message, inner);
