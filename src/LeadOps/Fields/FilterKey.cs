namespace LeadOps.Fields;

/// <summary>The portal's filter keys: an operator in front of a field's name.</summary>
internal static class FilterKey
{
    internal static readonly char[] PrefixCharacters = ['!', '=', '>', '<', '@', '%'];

    private static readonly HashSet<string> Prefixes = new(StringComparer.Ordinal)
    {
        "",
        "=",
        "!=",
        "!",
        ">",
        ">=",
        "<",
        "<=",
        "@",
        "!@",
        "%",
        "=%",
        "%=",
        "!%",
        "!=%",
        "!%=",
    };

    /// <summary>The field of a key, or null when its operator does not exist.</summary>
    public static string? FieldOf(string key)
    {
        var name = key.TrimStart(PrefixCharacters);
        return Prefixes.Contains(key[..^name.Length]) ? name : null;
    }
}
