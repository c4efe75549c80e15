namespace LeadOps.Cli.Options;

/// <summary>How results and talk are printed.</summary>
/// <param name="Colour">Colours are wanted wherever a terminal shows them.</param>
internal sealed record ViewOptions(bool Redact, bool Colour, bool Quiet, bool Verbose);
