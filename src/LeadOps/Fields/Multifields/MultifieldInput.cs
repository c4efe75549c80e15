using LeadOps.Fields.Rules;

namespace LeadOps.Fields.Multifields;

/// <summary>
/// What a manifest gives for PHONE, EMAIL, WEB or IM: texts, or members such as VALUE and VALUE_TYPE.
/// </summary>
internal static class MultifieldInput
{
    public static (FieldValue? Value, string? Problem) Convert(FieldDefinition field, object wanted)
    {
        var items = new List<MultifieldItem>();
        foreach (var entry in Entries(wanted))
        {
            if (entry is IReadOnlyDictionary<string, object?> given && MembersProblem(field.Name, given) is { } wrong)
            {
                return (null, wrong);
            }

            var item = ItemOf(field.Name, entry);
            if ((IsCopy(entry) ? CopyProblem(field.Name, item.Value) : Problem(field.Name, item)) is { } problem)
            {
                return (null, problem);
            }

            // The portal would keep the same value twice; nobody wants that.
            if (MultifieldRule.IsManaged(field.Name, item) && !items.Contains(item))
            {
                items.Add(item);
            }
        }

        return (items.Count == 0 ? FieldValue.Empty : new MultifieldValue(items), null);
    }

    private static MultifieldItem ItemOf(string field, object? entry)
    {
        var (value, type) = entry is IReadOnlyDictionary<string, object?> members
            ? (Text(members, "VALUE"), Text(members, "VALUE_TYPE"))
            : (System.Convert.ToString(entry, System.Globalization.CultureInfo.InvariantCulture), null);
        return new MultifieldItem(null, (IsCopy(entry) ? value : Cleaned(field, value)) ?? "", type ?? "");
    }

    private static string? Cleaned(string field, string? value) =>
        field switch
        {
            "PHONE" => value is null ? null : PhoneText.Clean(value).Trim(),
            "EMAIL" => value?.Trim(),
            _ => value,
        };

    private static string? Problem(string field, MultifieldItem item) =>
        Missing(field, item.Value)
        ?? (TextProblem(field, item.Value) is { } wrong ? $"`{item.Value}` {wrong}" : null)
        ?? MailProblem(field, item.Value)
        ?? (
            field == "EMAIL" && Invisible.Hint(item.Value) is { Length: > 0 } hint
                ? $"`{item.Value}` is not an e-mail address{hint}"
                : null
        )
        ?? PhoneProblem(field, item.Value)
        ?? (
            MultifieldRule.IsManaged(field, item)
                ? null
                : $"`{item.Value}` belongs to the open channels, which LeadOps never touches"
        );

    /// <summary>The portal took a lead's own value once, so only what it would refuse is a problem.</summary>
    private static string? CopyProblem(string field, string value) =>
        Missing(field, value) ?? MailProblem(field, value) ?? PhoneProblem(field, value);

    private static string? Missing(string field, string value) =>
        string.IsNullOrWhiteSpace(value)
            ? $"an entry of `{field}` needs a VALUE, as a text or as {{ VALUE: …, VALUE_TYPE: WORK }}"
            : null;

    /// <summary>Why a text is not one phone or e-mail, whether to be stored or to be looked for.</summary>
    public static string? TextProblem(string field, string value) =>
        field switch
        {
            "PHONE" => PhoneText.Problem(PhoneText.Clean(value)),
            "EMAIL" when SeveralValues.SignBetween(value.Trim(), part => part.Contains('@')) is { } sign =>
                $"holds several e-mails; {SeveralValues.Advice(sign)}",
            _ => null,
        };

    private static string? MailProblem(string field, string value) =>
        field == "EMAIL"
        && (value.IndexOf('@', StringComparison.Ordinal) < 1 || value.Contains(' ', StringComparison.Ordinal))
            ? $"`{value}` is not an e-mail address; the portal would refuse it"
            : null;

    private static string? PhoneProblem(string field, string value) =>
        field == "PHONE" && (value.AsSpan().IndexOfAny("{}[]") >= 0 || !value.Any(char.IsAsciiDigit))
            ? $"`{value}` is not a phone number"
            : null;

    /// <summary>The items of several leads come as a list of lists: `group.leads | array.map "EMAIL"`.</summary>
    private static IEnumerable<object?> Entries(object wanted) =>
        (wanted as IReadOnlyList<object?> ?? [wanted]).SelectMany(entry => entry as IReadOnlyList<object?> ?? [entry]);

    /// <summary>
    /// An item that a template read from a lead; its type may be anything, and open-channel items stay anyway.
    /// </summary>
    private static bool IsCopy(object? entry) =>
        entry is IReadOnlyDictionary<string, object?> members && members.GetValueOrDefault("ID") is not null;

    private static string? MembersProblem(string field, IReadOnlyDictionary<string, object?> members) =>
        IsCopy(members)
            ? members
                .Keys.Select(name => MultifieldMembers.Problem(field, name, null))
                .FirstOrDefault(problem => problem is not null)
            : members
                .Keys.Select(name => MultifieldMembers.Problem(field, name, Text(members, name)))
                .FirstOrDefault(problem => problem is not null);

    private static string? Text(IReadOnlyDictionary<string, object?> members, string name) =>
        members.TryGetValue(name, out var value)
            ? System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
