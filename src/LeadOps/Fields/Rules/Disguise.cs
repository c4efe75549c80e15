namespace LeadOps.Fields.Rules;

public enum DisguiseKind
{
    Usual,
    Kept,
    Dropped,
    Invented,
}

/// <summary>
/// What an anonymous export makes of a value: what is usual for its type, the value, nothing, or fake data of that
/// name.
/// </summary>
public readonly record struct Disguise(DisguiseKind Kind, string? Fake = null)
{
    public static Disguise Usual { get; } = new(DisguiseKind.Usual);

    public static Disguise Kept { get; } = new(DisguiseKind.Kept);

    public static Disguise Dropped { get; } = new(DisguiseKind.Dropped);

    public static Disguise As(string fake) => new(DisguiseKind.Invented, fake);
}
