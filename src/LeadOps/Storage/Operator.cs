namespace LeadOps.Storage;

/// <summary>Who runs this program: the user, the machine and the process.</summary>
public sealed record Operator(string User, string Host, int Process);
