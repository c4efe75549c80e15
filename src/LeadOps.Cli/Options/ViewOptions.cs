namespace LeadOps.Cli.Options;

/// <summary>How results and talk are printed.</summary>
internal sealed record ViewOptions(bool Redact, bool Colour, bool Quiet, bool Verbose);
