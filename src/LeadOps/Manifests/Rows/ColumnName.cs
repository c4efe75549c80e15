using LeadOps.Fields;

namespace LeadOps.Manifests.Rows;

/// <summary>The name of a column as templates write it: nobody can type what cannot be seen.</summary>
internal static class ColumnName
{
    public static string Of(string? written) =>
        string.Concat(
                (written ?? "")
                    .Where(sign => !Invisible.Is(sign))
                    .Select(sign => char.IsWhiteSpace(sign) || char.IsControl(sign) ? ' ' : sign)
            )
            .Trim();
}
