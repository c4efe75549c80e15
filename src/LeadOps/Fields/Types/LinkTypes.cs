using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadOps.Fields.Types;

/// <summary>The id of another record; contacts and companies also by other names.</summary>
internal sealed class LinkType(LinkNames? names = null, LinkKind kind = default) : FieldType
{
    public override bool IsCode => true;

    public override bool IsOrdered => true;

    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = TextOf(value).Trim();
        if (names is not null && IsName(text))
        {
            return names.Find(kind, text);
        }

        return long.TryParse(text, NumberStyles.Integer, Invariant, out var id) && id >= 0
            ? Converted.Ok(id.ToString(Invariant))
            : Converted.Bad("is not an id" + Invisible.Hint(text));
    }

    /// <summary>A long row of digits is a phone, unless a record has it as its id.</summary>
    private static bool IsName(string text) =>
        text.Length >= LinkNames.PhoneDigits || (text.Length > 0 && !text.All(char.IsAsciiDigit));

    public override bool IsNothing(string text) => text.Length == 0 || text == "0";

    public override bool Same(string a, string b) => Numbers.Same(a, b);

    public override int? Compare(string a, string b) => Numbers.Compare(a, b);

    public override object? ToTemplate(string text) =>
        long.TryParse(text, NumberStyles.Integer, Invariant, out var id) ? id : text;
}

/// <summary>
/// Binding to records of the CRM: `L_4`, `D_1`, `C_2`, `CO_3`, `Q_5`, `SI_7`, `T80_6`; a bare id where the field
/// allows one kind only.
/// </summary>
internal sealed partial class CrmBindingType(IReadOnlyList<string> prefixes) : FieldType
{
    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = Normalise(TextOf(value).Trim());
        if (!Binding().IsMatch(text))
        {
            return Converted.Bad(
                $"is not a record such as {(prefixes.Count > 0 ? prefixes[0] : "CO")}_33: L lead, D deal, "
                    + "C contact, CO company, Q quote, SI invoice, T and a hexadecimal type for others"
            );
        }

        var prefix = text[..text.LastIndexOf('_')];
        return prefixes.Count == 0 || prefixes.Contains(prefix) || prefix[0] == 'T'
            ? Converted.Ok(text)
            : Converted.Bad(
                "is of a kind that this field does not take; it takes "
                    + $"{string.Join(", ", prefixes.Select(allowed => allowed + "_…"))}"
            );
    }

    public override string Normalise(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit) && prefixes.Count == 1 ? $"{prefixes[0]}_{text}" : text;

    public override bool Same(string a, string b) => Normalise(a) == Normalise(b);

    public override string Key(string text) => Normalise(text);

    [GeneratedRegex("^(L|D|C|CO|Q|SI|T[0-9a-f]+)_[1-9][0-9]*$")]
    private static partial Regex Binding();
}
