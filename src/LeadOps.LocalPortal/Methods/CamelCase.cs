namespace LeadOps.LocalPortal.Methods;

/// <summary>Names of the newer methods for the names of the older ones: `xmlId` for `XML_ID`.</summary>
internal static class CamelCase
{
    public static string From(string name) =>
        Capital(name) is var capital ? char.ToLowerInvariant(capital[0]) + capital[1..] : name;

    public static string Capital(string name) =>
        string.Concat(
            name.Split('_', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word[..1] + word[1..].ToLowerInvariant())
        );

    public static string Back(string name) =>
        string.Concat(
            name.Select(letter =>
                char.IsAsciiLetterUpper(letter) ? "_" + letter : char.ToUpperInvariant(letter).ToString()
            )
        );
}
