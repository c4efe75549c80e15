namespace LeadOps.Manifests.Rows;

/// <summary>What a source of rows holds; without a header the columns are those of the rows.</summary>
internal sealed record RowData(IReadOnlyList<string>? Columns, IReadOnlyList<Row> Rows, IReadOnlyList<BadRow> Bad)
{
    /// <summary>What people should know of the file; null when there is nothing.</summary>
    public string? Remark { get; init; }

    public static RowData None { get; } = new(null, [], []);

    public static RowData Of(IReadOnlyList<Row> rows) => new(null, rows, []);
}
