namespace LeadOps.Manifests.Rows;

/// <summary>What a source of rows holds; without a header the columns are those of the rows.</summary>
internal sealed record RowData(IReadOnlyList<string>? Columns, IReadOnlyList<Row> Rows, IReadOnlyList<BadRow> Bad)
{
    public static RowData None { get; } = new(null, [], []);

    public static RowData Of(IReadOnlyList<Row> rows) => new(null, rows, []);
}
