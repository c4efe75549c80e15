using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Storage;

namespace LeadOps.Selection.Groups;

/// <summary>
/// `orderBy`, then the id, as bytes that sort in this order. A lead without a value comes before all others.
/// </summary>
internal sealed class OrderKeys(IReadOnlyList<(FieldName Field, bool Descending)> orderBy, FieldCatalogue catalogue)
{
    private const int WholeDigits = 29;
    private const string Digits = "00000000000000000000000000000.0000000000000000000000000000";

    public byte[] Of(LeadSnapshot lead)
    {
        if (orderBy.Count == 0)
        {
            return SortedSpool.Key(lead.Id.Value);
        }

        using var bytes = new MemoryStream();
        foreach (var (name, descending) in orderBy)
        {
            var part = Part(catalogue.Find(name.Name)!, lead[name.Name]);
            bytes.Write(descending ? [.. part.Select(one => (byte)~one)] : part);
        }

        Span<byte> id = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(id, lead.Id.Value);
        bytes.Write(id);
        return bytes.ToArray();
    }

    private static byte[] Part(FieldDefinition field, FieldValue value) =>
        value is TextValue text ? [1, .. Bytes(field.Kind.ToTemplate(text.Text), text.Text)] : [0];

    private static byte[] Bytes(object? value, string text) =>
        value switch
        {
            DateTimeOffset date => SortedSpool.Key(date.UtcTicks),
            DateTime date => SortedSpool.Key(date.Ticks),
            int or long or decimal => Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
            _ => [2, .. Encoding.BigEndianUnicode.GetBytes(text.ToUpperInvariant()), 0, 0],
        };

    /// <summary>
    /// All digits, so that the text sorts as the number; of a negative one each digit counts down from nine.
    /// </summary>
    private static byte[] Number(decimal number)
    {
        var digits = Math.Abs(number).ToString(Digits, CultureInfo.InvariantCulture).PadLeft(WholeDigits, '0');
        return number < 0
            ? [0, .. digits.Select(digit => (byte)('0' + '9' - digit))]
            : [1, .. Encoding.ASCII.GetBytes(digits)];
    }
}
