using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Leads;

namespace LeadOps.Exporting;

/// <summary>
/// Which leads are one person: those that share an e-mail, or a phone under the same name (colleagues share a
/// switchboard). Only hashes are kept. All leads are noted before the first is asked for.
/// </summary>
internal sealed class People
{
    private readonly Dictionary<long, long> sameAs = [];

    public void Note(LeadSnapshot lead)
    {
        var traits = Traits(lead).ToList();
        traits.ForEach(trait => Join(traits[0], trait));
    }

    /// <summary>The same text for every lead of a person.</summary>
    public string Of(LeadSnapshot lead) => Root(Traits(lead).First()).ToString(CultureInfo.InvariantCulture);

    private void Join(long first, long second)
    {
        var (a, b) = (Root(first), Root(second));
        if (a != b)
        {
            sameAs[b] = a;
        }
    }

    private long Root(long trait)
    {
        while (sameAs.TryGetValue(trait, out var next))
        {
            if (sameAs.TryGetValue(next, out var further))
            {
                sameAs[trait] = further;
            }

            trait = next;
        }

        return trait;
    }

    private static IEnumerable<long> Traits(LeadSnapshot lead)
    {
        var name = $"{Text(lead["NAME"])} {Text(lead["LAST_NAME"])}".Trim().ToUpperInvariant();
        var known = Keys("EMAIL", lead).Concat(Keys("PHONE", lead).Select(phone => $"{name}|{phone}")).ToList();
        return (known.Count > 0 ? known : [name.Length > 0 ? name : $"lead {lead.Id}"]).Select(Hash);
    }

    private static IEnumerable<string> Keys(string field, LeadSnapshot lead) =>
        lead[field] is MultifieldValue items ? items.Items.Select(item => MultifieldEditor.Key(field, item.Value)) : [];

    private static string Text(FieldValue value) => value is TextValue text ? text.Text : "";

    private static long Hash(string trait) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(trait)));
}
