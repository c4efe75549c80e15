using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bogus;
using LeadOps.Templates;

namespace LeadOps.Fixtures;

/// <summary>
/// Invented data that stays the same: seeded by manifest, fixture, key and field, so that adding one of them never
/// changes the others. E-mails are on example domains, phones in ranges reserved for fiction, and no value comes from
/// the clock. An e-mail bears the name that the same lead gets by `fake.first_name` in NAME and `fake.last_name` in
/// LAST_NAME.
/// </summary>
public sealed class FakeData : ITemplateObject
{
    /// <summary>Rises when the same seed would give other data.</summary>
    public const int Version = 2;

    private static readonly Dictionary<string, Func<Faker, object?>> Values = new(StringComparer.Ordinal)
    {
        ["first_name"] = faker => faker.Name.FirstName(),
        ["last_name"] = faker => faker.Name.LastName(),
        ["full_name"] = faker => faker.Name.FullName(),
        ["phone"] = faker => FictionalPhones.Draw(faker),
        ["company"] = faker => faker.Company.CompanyName(),
        ["city"] = faker => faker.Address.City(),
        ["street"] = faker => faker.Address.StreetAddress(),
        ["postal_code"] = faker => faker.Address.ZipCode(),
        ["country_code"] = faker => faker.Address.CountryCode(),
        ["sentence"] = faker => faker.Lorem.Sentence(),
        ["paragraph"] = faker => faker.Lorem.Paragraph(),
        ["uuid"] = faker => faker.Random.Guid().ToString(),
    };

    private static readonly string[] Plain = [.. Values.Keys, "email"];

    private const int DrawsForUnique = 1000;

    private static readonly HashSet<string> Locales = [.. Database.GetAllLocales()];

    /// <summary>Loading a locale is slow; only its randomness differs from value to value.</summary>
    private static readonly ThreadLocal<Dictionary<string, Faker>> Fakers = new(() =>
        new Dictionary<string, Faker>(StringComparer.Ordinal)
    );

    private readonly Func<string, int> seedOf;
    private readonly int seed;
    private readonly string field;
    private readonly Dictionary<string, string>? taken;
    private readonly string key;
    private int calls;

    /// <param name="taken">The values given out and to which draw; shared by the leads of one fixture. Without it
    /// `fake.unique` has nothing to differ from.</param>
    public FakeData(string manifest, string fixture, string key, string field, Dictionary<string, string>? taken = null)
    {
        seedOf = name =>
            BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{manifest}\0{fixture}\0{key}\0{name}")));
        seed = seedOf(field);
        this.field = field;
        this.key = key;
        this.taken = taken;
    }

    public static IEnumerable<string> AllNames => Plain.Append("unique").Concat(FakeDraws.All.Keys);

    /// <summary>One plain value, for instance `email`.</summary>
    public string Text(string name) => Convert.ToString(Draw(name, null), CultureInfo.InvariantCulture)!;

    public IEnumerable<string> Names => AllNames;

    public bool TryGet(string name, out object? value)
    {
        value = Plain.Contains(name)
            ? new TemplateFunction(name, 0, 1, arguments => Draw(name, arguments))
            : name switch
            {
                "unique" => Plain.ToDictionary(
                    unique => unique,
                    unique => (object?)new TemplateFunction(unique, 0, 1, arguments => Unique(unique, arguments)),
                    StringComparer.Ordinal
                ),
                _ when FakeDraws.All.TryGetValue(name, out var draw) => new TemplateFunction(
                    name,
                    draw.Least,
                    draw.Most,
                    arguments => draw.Make(Faker(null).Random, arguments)
                ),
                _ => null,
            };
        return value is not null;
    }

    private object? Draw(string name, TemplateArguments? arguments) =>
        name == "email" ? Email(arguments) : Values[name](Faker(arguments));

    private string Email(TemplateArguments? arguments)
    {
        var first = Faker(arguments, seedOf("NAME")).Name.FirstName();
        var last = Faker(arguments, seedOf("LAST_NAME")).Name.LastName();
        var faker = Faker(arguments);
        var name = $"{Latin.Letters(first)}.{Latin.Letters(last)}{faker.Random.Int(1, 9999)}";
        return $"{name}@{faker.PickRandom("example.com", "example.org", "example.net")}";
    }

    /// <summary>
    /// Drawn again while another lead of the fixture has the value in this field. A template that is evaluated again
    /// gets the same.
    /// </summary>
    private object? Unique(string name, TemplateArguments arguments)
    {
        for (var draw = 0; draw < DrawsForUnique; draw++)
        {
            var value = Draw(name, arguments);
            var slot = $"{field}\0{value}";
            var owner = $"{key}\0{calls}";
            if (taken is null || taken.TryAdd(slot, owner) || taken[slot] == owner)
            {
                return value;
            }
        }

        throw arguments.Fail(
            $"`fake.unique.{name}` finds no new value: {taken!.Count} are in use. "
                + "Make fewer leads, or add something to the value, such as `{{ index }}`"
        );
    }

    /// <summary>The locale may be given: `fake.first_name 'de'`.</summary>
    private Faker Faker(TemplateArguments? arguments) => Faker(arguments, unchecked(seed + calls++));

    private static Faker Faker(TemplateArguments? arguments, int seed)
    {
        var locale = arguments is { Count: > 0 } ? arguments.Text(0) : "en";
        if (!Locales.Contains(locale))
        {
            throw arguments!.Fail($"there is no locale `{locale}`; for instance en, de, ru");
        }

        var fakers = Fakers.Value!;
        var faker = fakers.TryGetValue(locale, out var known) ? known : fakers[locale] = new Faker(locale);
        faker.Random = new Randomizer(seed);
        return faker;
    }
}
