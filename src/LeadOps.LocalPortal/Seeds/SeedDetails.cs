using System.Globalization;
using Bogus;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Seeds;

/// <summary>What an invented lead may have or not: address, marks of marketing, phones, an e-mail address.</summary>
internal static class SeedDetails
{
    private static readonly string[] Utm = ["google", "Google", "GOOGLE ", "newsletter", "facebook", "Facebook"];
    private static readonly (string City, string Postal, string Country)[] Cities =
    [
        ("Berlin", "10115", "Germany"),
        ("Hamburg", "20457", "Germany"),
        ("Köln", "50667", "Germany"),
        ("Wien", "1010", "Austria"),
        ("Zürich", "8001", "Switzerland"),
        ("München", "80331", "Germany"),
    ];

    /// <param name="mailbox">The part of an e-mail address before the character `@`.</param>
    public static void Add(Lead lead, PortalStore store, Randomizer random, string mailbox)
    {
        SetAddress(lead, random);
        SetMarketing(lead, random);
        AddPhones(lead, store, random);
        if (random.Bool(0.85f))
        {
            var domain = random.ArrayElement(["example.com", "example.org", "example.net"]);
            lead.Multifields.Add(new MultifieldItem(store.NextMultifieldId(), "EMAIL", "WORK", $"{mailbox}@{domain}"));
        }
    }

    private static void SetAddress(Lead lead, Randomizer random)
    {
        if (random.Bool(0.7f))
        {
            var (city, postal, country) = random.ArrayElement(Cities);
            LeadSeeds.Set(
                lead,
                ("ADDRESS", $"Hafenstr. {random.Int(1, 120)}"),
                ("ADDRESS_CITY", city),
                ("ADDRESS_POSTAL_CODE", postal),
                ("ADDRESS_COUNTRY", random.Bool(0.6f) ? country : "")
            );
        }
    }

    private static void SetMarketing(Lead lead, Randomizer random)
    {
        if (random.Bool(0.6f))
        {
            LeadSeeds.Set(lead, ("UTM_SOURCE", random.ArrayElement(Utm)), ("UTM_MEDIUM", "CPC"));
        }

        if (random.Bool(0.3f))
        {
            LeadSeeds.Set(
                lead,
                ("UF_CRM_REGION", random.ArrayElement(["79", "80", "81", "82"])),
                ("UF_CRM_SCORE", random.Int(0, 100).ToString(CultureInfo.InvariantCulture))
            );
        }
    }

    private static void AddPhones(Lead lead, PortalStore store, Randomizer random)
    {
        var count = random.WeightedRandom([0, 1, 2], [0.15f, 0.7f, 0.15f]);
        for (var i = 0; i < count; i++)
        {
            // 030 23125 is the range that Germany reserves for fiction.
            var digits = "23125" + random.Int(0, 999).ToString("000", CultureInfo.InvariantCulture);
            var spelling = random.ArrayElement(["+4930{0}", "030 {0}", "+49 (30) {0}", "0049 30 {0}", "030/{0}"]);
            lead.Multifields.Add(
                new MultifieldItem(
                    store.NextMultifieldId(),
                    "PHONE",
                    random.ArrayElement(["WORK", "MOBILE"]),
                    string.Format(CultureInfo.InvariantCulture, spelling, digits)
                )
            );
        }
    }
}
