using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>How a value of each type is kept, and how it looks in both APIs.</summary>
internal static class Values
{
    private const int LongestName = 255;

    private static readonly HashSet<string> CutFields = ["TITLE", "NAME", "SECOND_NAME", "LAST_NAME", "COMPANY_TITLE"];

    private static readonly Dictionary<string, Func<Written, string?>> KeptByType = new(StringComparer.Ordinal)
    {
        ["double"] = given => Double(given.Field, given.Text),
        ["integer"] = given => Whole(given.Text),
        ["iblock_element"] = given => Whole(given.Text),
        ["iblock_section"] = given => Whole(given.Text),
        ["user"] = Link,
        ["employee"] = Link,
        ["crm_company"] = Link,
        ["crm_contact"] = Link,
        ["char"] = given => given.Text is "Y" or "1" ? "Y" : "N",
        ["boolean"] = given => given.Text is "1" or "Y" or "true" ? "1" : "0",
        ["date"] = given => given.Time.TryParseDay(given.Text, out var day) ? given.Time.WriteDay(day) : "",
        ["datetime"] = given => given.Time.TryParse(given.Text, out var moment) ? given.Time.Write(moment) : "",
        ["money"] = given => Money(given.Text, given.BaseCurrency),
        ["address"] = Address,
    };

    /// <summary>A text as a client wrote it, and what its meaning depends on.</summary>
    private readonly record struct Written(FieldInfo Field, string Text, string BaseCurrency, PortalTime Time);

    /// <summary>What is stored of a written text; "" or null when it says nothing.</summary>
    public static string? Normalise(FieldInfo field, string value, string baseCurrency, PortalTime time) =>
        KeptByType.TryGetValue(field.Type, out var kept) ? kept(new Written(field, value, baseCurrency, time))
        : CutFields.Contains(field.Name) ? Cut(value)
        : value;

    /// <summary>crm.item has native types where crm.lead has strings.</summary>
    public static JsonNode? Native(FieldInfo field, string? value) =>
        field.Type switch
        {
            "crm_company" or "crm_contact" => Number(value) ?? 0,
            "boolean" => value is "1" or "Y" ? "Y" : "N",
            _ when string.IsNullOrEmpty(value) => field.Type is "string" && value is not null ? value : null,
            "double" => decimal.Parse(value, CultureInfo.InvariantCulture) is var number
            && number == decimal.Truncate(number)
            && Math.Abs(number) < long.MaxValue
                ? (long)number
                : Bare(number),
            "integer" or "user" or "employee" or "enumeration" or "iblock_element" or "iblock_section" => Number(value),
            _ => value,
        };

    /// <summary>Without the zeros at the end.</summary>
    public static decimal Bare(decimal number) => number / 1.000000000000000000000000000000000m;

    public static long? Number(string? value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string? Link(Written given) => Whole(given.Text) is { } id && id != "0" ? id : null;

    /// <summary>Without a place on the map two separators stand behind the text.</summary>
    private static string Address(Written given) =>
        given.Text.Length == 0 || given.Text.Contains('|', StringComparison.Ordinal) ? given.Text : given.Text + "|;|";

    private static string? Double(FieldInfo field, string value)
    {
        if (value.Length == 0)
        {
            return field.IsCustom ? null : "0.00";
        }

        var written = PhpNumber.Float(value);
        var (number, digits, form) = field.IsCustom
            ? (written, Precision(field), "0.############")
            : (Amounts.Limited(written), 2, "0.00");
        return Math.Round(number, digits, MidpointRounding.AwayFromZero).ToString(form, CultureInfo.InvariantCulture);
    }

    private static int Precision(FieldInfo field) =>
        int.TryParse(
            Parameters.Text(field.Definition!.Settings["PRECISION"]),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var digits
        )
            ? Math.Clamp(digits, 0, 12)
            : 2;

    private static string? Whole(string value) =>
        value.Length == 0 ? null : PhpNumber.Int(value).ToString(CultureInfo.InvariantCulture);

    private static string Money(string value, string baseCurrency)
    {
        var parts = value.Split('|');
        if (parts[0].Trim().Length == 0)
        {
            return "";
        }

        var amount = PhpNumber.IsNumeric(parts[0]) ? parts[0].Trim() : Plain(PhpNumber.Float(parts[0]));
        return $"{amount}|{(parts.Length > 1 && parts[1].Length > 0 ? parts[1] : baseCurrency)}";
    }

    private static string Plain(decimal number) => Bare(number).ToString(CultureInfo.InvariantCulture);

    /// <summary>Longer names are cut without a word, between characters and never inside one.</summary>
    private static string Cut(string value)
    {
        if (value.Length <= LongestName)
        {
            return value;
        }

        var cut = new StringBuilder();
        foreach (var rune in value.EnumerateRunes().Take(LongestName))
        {
            cut.Append(rune);
        }

        return cut.ToString();
    }
}
