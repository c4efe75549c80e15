namespace LeadOps.Planning.Missing;

/// <summary>ORIGINATOR_ID and ORIGIN_ID; the portal compares both without case.</summary>
internal readonly record struct LeadOrigin(string Originator, string Key)
{
    public bool Equals(LeadOrigin other) =>
        Originator.Equals(other.Originator, StringComparison.OrdinalIgnoreCase)
        && Key.Equals(other.Key, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() =>
        HashCode.Combine(
            StringComparer.OrdinalIgnoreCase.GetHashCode(Originator),
            StringComparer.OrdinalIgnoreCase.GetHashCode(Key)
        );
}
