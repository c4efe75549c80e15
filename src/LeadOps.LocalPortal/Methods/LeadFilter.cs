using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.LocalPortal.Rest;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Methods;

/// <summary>The filter of crm.lead.list: prefixes, joined by AND. A condition on an unknown field vanishes, as on the portal.</summary>
internal sealed class LeadFilter
{
    private static readonly string[] Prefixes = ["!=%", "!%=", "=%", "%=", "!%", "!@", "!=", ">=", "<=", "!", "=", ">", "<", "@", "%"];

    private readonly List<Func<Lead, bool>> conditions = [];

    public LeadFilter(JsonObject filter)
    {
        foreach (var (key, value) in filter)
        {
            Add(key, value);
        }
    }

    /// <summary>Leads with a greater id only; lets a keyset page start in the middle.</summary>
    public long AfterId { get; private set; }

    public IReadOnlyCollection<long>? Ids { get; private set; }

    public bool Matches(Lead lead) => conditions.TrueForAll(condition => condition(lead));

    private void Add(string key, JsonNode? value)
    {
        var prefix = Prefixes.FirstOrDefault(candidate => key.StartsWith(candidate, StringComparison.Ordinal)) ?? "";
        var name = key[prefix.Length..];
        if (!Catalogue.Fields.TryGetValue(name, out var field) || name == "CONTACT_IDS")
        {
            return;
        }

        var values = Parameters.Texts(value);
        if (name == "ID" && prefix == ">" && long.TryParse(values.FirstOrDefault(), out var after))
        {
            AfterId = Math.Max(AfterId, after);
        }

        if (name == "ID" && prefix is "@" or "=" or "" && Ids is null && name == "ID")
        {
            Ids = [.. values.Select(text => long.TryParse(text, out var id) ? id : -1).Distinct().Order()];
        }

        conditions.Add(Condition(field, prefix, values));
    }

    private static Func<Lead, bool> Condition(FieldInfo field, string prefix, List<string> values)
    {
        var first = values.FirstOrDefault() ?? "";
        var wanted = values.Select(value => Comparable(field, value)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var like = field.Type is "crm_status" or "crm_contact" or "crm_company" ? null : Like(prefix, first);
        return prefix switch
        {
            "" or "=" or "@" => lead => Values(field, lead).Any(wanted.Contains) || (wanted.Contains("") && !Values(field, lead).Any(value => value.Length > 0)),
            "!" or "!=" or "!@" => lead => !Values(field, lead).Any(wanted.Contains) && (!wanted.Contains("") || Values(field, lead).Any(value => value.Length > 0)),
            ">" or ">=" or "<" or "<=" => lead => Values(field, lead).Any(value => value.Length > 0 && Ordered(prefix, Order(field, value, Comparable(field, first)))),
            "%" or "=%" or "%=" => lead => like is not null && Values(field, lead).Any(like.IsMatch),
            _ => lead => like is null || !Values(field, lead).Any(like.IsMatch),
        };
    }

    private static Regex Like(string prefix, string pattern)
    {
        var escaped = Regex.Escape(pattern);
        var text = prefix is "%" or "!%" ? escaped : "^" + escaped.Replace("%", ".*", StringComparison.Ordinal) + "$";
        return new Regex(text, RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private static IEnumerable<string> Values(FieldInfo field, Lead lead)
    {
        if (field.IsMultifield)
        {
            return lead.Multifields.Where(item => item.TypeId == field.Name).Select(item => item.Value);
        }

        return field is { IsCustom: true, IsMultiple: true }
            ? lead.Lists.GetValueOrDefault(field.Name) ?? []
            : [Comparable(field, LeadFormat.Raw(lead, field.Name) ?? "")];
    }

    private static string Comparable(FieldInfo field, string value) => field.Type switch
    {
        _ when value.Length == 0 => "",
        "double" or "integer" or "user" => decimal.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.####", CultureInfo.InvariantCulture) : value,
        "date" => value.Length >= 10 ? value[..10] : value,
        "datetime" => PortalTime.TryParse(value, out var date) ? date.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) : value,
        _ => value,
    };

    private static int Order(FieldInfo field, string left, string right) =>
        field.Type is "double" or "integer" or "user" && decimal.TryParse(left, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(right, CultureInfo.InvariantCulture, out var b)
            ? a.CompareTo(b)
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool Ordered(string prefix, int order) => prefix switch
    {
        ">" => order > 0,
        ">=" => order >= 0,
        "<" => order < 0,
        _ => order <= 0,
    };
}
