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

    /// <summary>What is stored of a written text; "" or null when it says nothing.</summary>
    public static string? Normalise(FieldInfo field, string value, string baseCurrency, PortalTime time) =>
        field.Type switch
        {
            "double" => Double(field, value),
            "integer" or "iblock_element" or "iblock_section" => Whole(value),
            "user" or "crm_company" or "crm_contact" or "employee" => Whole(value) is { } id && id != "0" ? id : null,
            "char" => value is "Y" or "1" ? "Y" : "N",
            "boolean" => value is "1" or "Y" or "true" ? "1" : "0",
            "date" => time.TryParse(value, out var date) ? time.WriteDay(date) : "",
            "datetime" => time.TryParse(value, out var moment) ? time.Write(moment) : "",
            "money" => Money(value, baseCurrency),
            "address" => value.Length == 0 || value.Contains('|', StringComparison.Ordinal) ? value : value + "|;|",
            _ => CutFields.Contains(field.Name) ? Cut(value) : value,
        };

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

    private static string? Double(FieldInfo field, string value)
    {
        if (value.Length == 0)
        {
            return field.IsCustom ? null : "0.00";
        }

        var (digits, form) = field.IsCustom ? (Precision(field), "0.############") : (2, "0.00");
        return Math.Round(PhpNumber.Float(value), digits, MidpointRounding.AwayFromZero)
            .ToString(form, CultureInfo.InvariantCulture);
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
