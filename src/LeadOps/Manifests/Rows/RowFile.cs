using System.Text;
using LeadOps.Diagnostics;

namespace LeadOps.Manifests.Rows;

/// <summary>A file of rows and how it is to be read; what the manifest does not say is null.</summary>
internal sealed record RowFile(string Path, string Shown, SourceSpan At)
{
    public char? Separator { get; init; }

    public Encoding? Encoding { get; init; }

    public CellTypes Cells { get; init; } = CellTypes.AllText;

    public string? Sheet { get; init; }

    /// <summary>Lines before the header.</summary>
    public int Skip { get; init; }

    public string Extension => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    public SourceSpan Place(int line, int column) => new(Shown, line, column);

    /// <summary>The manifest gives more than the name: another key goes beside it.</summary>
    public bool HasKeys { get; init; }

    /// <summary>How this key is given.</summary>
    public string With(string key) =>
        HasKeys ? $"`{key}` beside `file`" : $"`{{ file: {System.IO.Path.GetFileName(Shown)}, {key} }}`";
}
