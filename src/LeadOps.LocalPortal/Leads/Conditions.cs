using System.Globalization;
using System.Text.RegularExpressions;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>One condition of a filter: a prefix, a field, values.</summary>
internal sealed class Conditions(LeadFormat format, PortalTime time)
{
    private static readonly string[] Prefixes =
    [
        "!=%",
        "!%=",
        "=%",
        "%=",
        "!%",
        "!@",
        "!=",
        ">=",
        "<=",
        "!",
        "=",
        ">",
        "<",
        "@",
        "%",
    ];

    public static (string Prefix, string Name) Split(string key)
    {
        var prefix = Prefixes.FirstOrDefault(candidate => key.StartsWith(candidate, StringComparison.Ordinal)) ?? "";
        return (prefix, key[prefix.Length..]);
    }

    public Func<Lead, bool> Make(FieldInfo field, string prefix, IReadOnlyList<string> values)
    {
        var test = Test(field, prefix, values);
        return Many(field) is { } many
            ? ManyTest(many, prefix, values, test)
            : lead => test(Comparable(field, format.Raw(lead, field.Name) ?? ""));
    }

    /// <summary>Comparison of one text with a prefix, for other lists too.</summary>
    public Func<string, bool> Test(FieldInfo field, string prefix, IReadOnlyList<string> values)
    {
        var first = values.Count > 0 ? values[0] : "";
        return prefix switch
        {
            "" or "=" or "@" => Equal(field, values).Contains,
            "!" or "!=" or "!@" => Other(Equal(field, values)),
            ">" or ">=" or "<" or "<=" => Compared(field, prefix, first),
            _ => Liked(field, prefix, first),
        };
    }

    private static Func<string, bool> Other(HashSet<string> unwanted) => value => !unwanted.Contains(value);

    private HashSet<string> Equal(FieldInfo field, IReadOnlyList<string> values) =>
        (values.Count > 0 ? values.Select(value => Comparable(field, value)) : [""]).ToHashSet(
            StringComparer.OrdinalIgnoreCase
        );

    /// <summary>A date that cannot be read meets nothing; an unset value is neither less nor more.</summary>
    private Func<string, bool> Compared(FieldInfo field, string prefix, string given)
    {
        var (bound, isValid) = (
            Comparable(field, given),
            field.Type is not ("date" or "datetime") || time.TryParse(given, out _)
        );
        return value => isValid && value.Length > 0 && Ordered(prefix, Order(field, value, bound));
    }

    /// <summary>Codes and links have no text to look into: nothing is like them.</summary>
    private static Func<string, bool> Liked(FieldInfo field, string prefix, string pattern)
    {
        var isCode = field.Type is "crm_status" or "crm_contact" or "crm_company" || field.IsMultifield;
        var like = isCode ? null : Like(prefix, pattern);
        return prefix.StartsWith('!')
            ? value => like is null || !like.IsMatch(value)
            : value => like is not null && like.IsMatch(value);
    }

    /// <summary>The text that equal values have in common.</summary>
    public string Comparable(FieldInfo field, string value) =>
        field.Type switch
        {
            _ when value.Length == 0 => "",
            _ when field.IsLink && value == "0" => "",
            "double" => PhpNumber.Float(value).ToString("0.############", CultureInfo.InvariantCulture),
            _ when field.IsNumber => PhpNumber.Int(value).ToString(CultureInfo.InvariantCulture),
            "date" => time.TryParseDay(value, out var day)
                ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : value,
            "datetime" => time.TryParse(value, out var moment)
                ? moment.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)
                : value,
            _ => value,
        };

    private Func<Lead, IEnumerable<string>>? Many(FieldInfo field) =>
        field switch
        {
            { IsMultifield: true } => lead =>
                lead.Multifields.Where(item => item.TypeId == field.Name).Select(item => item.Value),
            { Name: "CONTACT_IDS" } => lead =>
                lead.Contacts.Select(binding => binding.ContactId.ToString(CultureInfo.InvariantCulture)),
            { IsList: true } or { Name: "OBSERVERS" } => lead =>
                lead.List(field.Name).Select(value => Comparable(field, value)),
            _ => null,
        };

    /// <summary>A field with many values meets a condition with any of them, and a negated one with all.</summary>
    private static Func<Lead, bool> ManyTest(
        Func<Lead, IEnumerable<string>> many,
        string prefix,
        IReadOnlyList<string> values,
        Func<string, bool> test
    )
    {
        var asksEmpty = values.Count == 0 || values.Contains("");
        if (!prefix.StartsWith('!'))
        {
            return asksEmpty && prefix is "" or "=" or "@" && asksEmpty
                ? lead => many(lead).Any(test) || !many(lead).Any()
                : lead => many(lead).Any(test);
        }

        return asksEmpty ? lead => many(lead).Any() && many(lead).All(test) : lead => many(lead).All(test);
    }

    private static Regex? Like(string prefix, string pattern)
    {
        if (!prefix.Contains('%', StringComparison.Ordinal))
        {
            return null;
        }

        var escaped = Regex.Escape(pattern);
        var text = prefix is "%" or "!%" ? escaped : "^" + escaped.Replace("%", ".*", StringComparison.Ordinal) + "$";
        return new Regex(text, RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private static int Order(FieldInfo field, string left, string right) =>
        field.IsNumber
            ? PhpNumber.Float(left).CompareTo(PhpNumber.Float(right))
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool Ordered(string prefix, int order) =>
        prefix switch
        {
            ">" => order > 0,
            ">=" => order >= 0,
            "<" => order < 0,
            _ => order <= 0,
        };
}
