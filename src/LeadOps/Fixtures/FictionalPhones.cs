using Bogus;

namespace LeadOps.Fixtures;

/// <summary>
/// Numbers that regulators keep for films and books; nobody can be called by them. A country without such a range
/// gets American ones.
/// </summary>
internal static class FictionalPhones
{
    /// <summary>555-0100 to 555-0199 in the areas of large cities: nanpa.com, "555 line numbers".</summary>
    private static readonly string[] American =
    [
        .. new[]
        {
            201,
            202,
            203,
            206,
            207,
            208,
            209,
            210,
            212,
            213,
            214,
            215,
            216,
            217,
            218,
            301,
            302,
            303,
            304,
            305,
            307,
            308,
            309,
            310,
            312,
            313,
            314,
            315,
            316,
            317,
            401,
            402,
            404,
            405,
            406,
            407,
            408,
            409,
            410,
            412,
            413,
            414,
            415,
            417,
            419,
            501,
            502,
            503,
            504,
            505,
        }.Select(area => $"+1{area}55501##"),
    ];

    /// <summary>
    /// Berlin, Frankfurt, Hamburg, Cologne, Munich: bundesnetzagentur.de, "Rufnummern für Medienproduktionen".
    /// </summary>
    private static readonly string[] German =
    [
        "+493023125###",
        "+496990009###",
        "+494066969###",
        "+492214710###",
        "+498999998###",
    ];

    /// <summary>
    /// Mobile, London, Bristol, Birmingham, Manchester: ofcom.org.uk, "telephone numbers for drama use".
    /// </summary>
    private static readonly string[] British =
    [
        "+447700900###",
        "+442079460###",
        "+441174960###",
        "+441214960###",
        "+441614960###",
    ];

    /// <summary>Five regions and mobile: arcep.fr, "numéros pour les œuvres audiovisuelles".</summary>
    private static readonly string[] French =
    [
        "+3319900####",
        "+3326191####",
        "+3335301####",
        "+3346571####",
        "+3353649####",
        "+3363998####",
    ];

    private static readonly Dictionary<string, string[]> ByLocale = new(StringComparer.Ordinal)
    {
        ["de"] = German,
        ["en_GB"] = British,
        ["fr"] = French,
    };

    public static string Draw(Faker faker) =>
        faker.Random.ReplaceNumbers(faker.PickRandom(ByLocale.GetValueOrDefault(faker.Locale, American)));
}
