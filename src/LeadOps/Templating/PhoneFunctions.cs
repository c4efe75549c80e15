using LeadOps.Fields.Multifields;
using LeadOps.Templates;
using PhoneNumbers;

namespace LeadOps.Templating;

/// <summary>`phone.normalize` and `phone.is_valid`, of one number or of a lead's whole list.</summary>
internal static class PhoneFunctions
{
    public static Dictionary<string, object?> All { get; } =
        new(StringComparer.Ordinal)
        {
            ["normalize"] = new TemplateFunction("normalize", 1, 2, Normalise) { Parameters = ["value", "country"] },
            ["is_valid"] = new TemplateFunction("is_valid", 1, 2, IsValid) { Parameters = ["value", "country"] },
        };

    /// <summary>Whoever only checks a template does without the countries of the world.</summary>
    private static PhoneNumberUtil Util => PhoneNumberUtil.GetInstance();

    private static object? Normalise(TemplateArguments arguments) =>
        arguments[0] is IReadOnlyList<object?> list
            ? list.Select(item => Item(arguments, item)).ToList()
            : One(arguments, arguments.Text(0));

    private static object IsValid(TemplateArguments arguments) =>
        arguments[0] is IReadOnlyList<object?> list
            ? list.All(item => E164(arguments, Number(item)) is not null)
            : E164(arguments, arguments.Text(0)) is not null;

    /// <summary>A value of PHONE keeps its id and its type.</summary>
    private static object Item(TemplateArguments arguments, object? item) =>
        item is IReadOnlyDictionary<string, object?> phone
            ? new Dictionary<string, object?>(phone, StringComparer.Ordinal)
            {
                ["VALUE"] = One(arguments, Number(item)),
            }
            : One(arguments, Number(item));

    private static string Number(object? item) =>
        (item is IReadOnlyDictionary<string, object?> phone ? phone.GetValueOrDefault("VALUE") : item)?.ToString()
        ?? "";

    private static string One(TemplateArguments arguments, string text) =>
        E164(arguments, text)
        ?? throw arguments.Fail(
            (Country(arguments), PhoneText.Problem(PhoneText.Clean(text))) switch
            {
                (_, { } problem) => $"`{text}` {problem}",
                ({ } country, _) => $"`{text}` is not a phone number of {country}; correct it, or check with "
                    + "`phone.is_valid`",
                _ => $"`{text}` is not a phone number; give a country as second argument, for instance 'DE', "
                    + "or check with `phone.is_valid`",
            }
        );

    private static string? Country(TemplateArguments arguments)
    {
        if (arguments.Count < 2)
        {
            return null;
        }

        var country = arguments.Text(1).ToUpperInvariant();
        return Util.GetSupportedRegions().Contains(country)
            ? country
            : throw arguments.Fail($"`{arguments.Text(1)}` is not a country; write its two letters, for instance 'DE'");
    }

    /// <summary>Null when the text is not a number that could be dialled.</summary>
    private static string? E164(TemplateArguments arguments, string given)
    {
        var (text, country) = (PhoneText.Clean(given), Country(arguments));
        if (PhoneText.Problem(text) is not null)
        {
            return null;
        }

        try
        {
            var number = Util.Parse(text.StartsWith("00", StringComparison.Ordinal) ? "+" + text[2..] : text, country);
            return Util.IsPossibleNumber(number) ? Util.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
