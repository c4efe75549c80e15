namespace LeadOps.Manifests.Rows;

/// <summary>What the cells of a column are.</summary>
internal enum CellType
{
    Text,
    Number,
    Date,
    Boolean,
}
