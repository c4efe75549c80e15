namespace LeadOps.Diagnostics;

/// <summary>A place in an input file; line and column count from 1, columns in UTF-16 units.</summary>
public readonly record struct SourceSpan(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}
