using System.Globalization;
using Bogus;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Seeds;

/// <summary>
/// Believable leads with the flaws of real ones: phones in many spellings, UTM marks spelt three ways, missing
/// countries. Lead k is the same whatever the number of leads.
/// </summary>
internal static class LeadSeeds
{
    private static readonly DateTimeOffset Anchor = new(2026, 6, 1, 7, 0, 0, TimeSpan.Zero);
    private static readonly string[] Stages =
    [
        "NEW",
        "NEW",
        "NEW",
        "IN_PROCESS",
        "IN_PROCESS",
        "PROCESSED",
        "CONVERTED",
        "JUNK",
    ];
    private static readonly string[] Sources = ["WEB", "WEB", "EMAIL", "CALL", "TRADE_SHOW", "WEBFORM", "OTHER"];
    private static readonly string[] Owners = ["1", "7", "9", "11", "13"];
    private static readonly string[] Notes =
    [
        "",
        "",
        "Call back on Monday",
        "Met at the fair 🎪",
        "Bitte Angebot senden: 50% + Versand & Montage",
        "Просил перезвонить после 18:00",
        "Line one\nLine two",
    ];

    public static void Fill(PortalStore store, int count, PortalTime time)
    {
        var fakers = new[] { new Faker("de"), new Faker("en"), new Faker("ru") };
        for (var i = 0; i < count; i++)
        {
            var random = new Randomizer(9973 * (i + 1));
            var faker = fakers[random.WeightedRandom([0, 1, 2], [0.6f, 0.3f, 0.1f])];
            faker.Random = random;
            var lead = store.Create();
            Make(lead, store, faker, i, time);
            Record(store, lead);
            store.Touch(lead);
        }

        store.Commit();
    }

    private static void Make(Lead lead, PortalStore store, Faker faker, int index, PortalTime time)
    {
        var random = faker.Random;
        var (first, last, company) = (faker.Name.FirstName(), faker.Name.LastName(), faker.Company.CompanyName());
        var stage = random.ArrayElement(Stages);
        var created = Anchor.AddMinutes(-random.Int(0, 400 * 24 * 60));
        var touched = created.AddMinutes(random.Double() * (Anchor - created).TotalMinutes);
        Set(
            lead,
            (
                "TITLE",
                $"{company}: "
                    + $"{random.ArrayElement(["Anfrage", "Request", "Web order", "Trade fair", "Заявка"])} "
                    + $"{index + 1}"
            ),
            ("NAME", first),
            ("LAST_NAME", last),
            ("COMPANY_TITLE", company),
            ("STATUS_ID", stage),
            ("SOURCE_ID", random.ArrayElement(Sources)),
            ("ASSIGNED_BY_ID", random.ArrayElement(Owners)),
            ("CREATED_BY_ID", "1"),
            ("MODIFY_BY_ID", "1"),
            (
                "OPPORTUNITY",
                random.Int(0, 200) is var amount && amount > 150
                    ? "0.00"
                    : (amount * 125m).ToString("0.00", CultureInfo.InvariantCulture)
            ),
            ("CURRENCY_ID", random.Bool(0.85f) ? "EUR" : "USD"),
            ("IS_MANUAL_OPPORTUNITY", "N"),
            ("OPENED", "Y"),
            ("IS_RETURN_CUSTOMER", "N"),
            ("COMMENTS", random.ArrayElement(Notes)),
            ("BIRTHDATE", "")
        );
        SetDates(lead, time.Write(created), time.Write(touched), stage);
        SeedDetails.Add(lead, store, random, $"{Ascii(first)}.{Ascii(last)}{index + 1}");
    }

    /// <summary>The stage history that such a lead would have.</summary>
    private static void Record(PortalStore store, Lead lead)
    {
        store.Moved(lead.Id, 1, lead["DATE_CREATE"]!, "NEW", "P");
        if (lead["STATUS_ID"] is { } stage and not "NEW")
        {
            var semantics = store.Catalogue.Stage(stage)?.Semantics;
            store.Moved(lead.Id, semantics is null ? 2 : 3, lead["MOVED_TIME"]!, stage, semantics ?? "P");
        }
    }

    public static void Set(Lead lead, params (string Name, string? Value)[] values)
    {
        foreach (var (name, value) in values)
        {
            lead[name] = value;
        }
    }

    private static void SetDates(Lead lead, string created, string touched, string stage)
    {
        var closed = stage is "CONVERTED" or "JUNK";
        Set(lead, ("DATE_CREATE", created), ("DATE_MODIFY", touched), ("MOVED_TIME", touched), ("MOVED_BY_ID", "1"));
        Set(lead, ("DATE_CLOSED", closed ? touched : ""), ("LAST_ACTIVITY_TIME", touched), ("LAST_ACTIVITY_BY", "1"));
    }

    private static string Ascii(string name)
    {
        var letters = string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant();
        return letters.Length > 0 ? letters : "lead";
    }
}
