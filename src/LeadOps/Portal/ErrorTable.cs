using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace LeadOps.Portal;

/// <summary>The documented errors of the portal, found by code and, where the code says nothing, by text.</summary>
internal static class ErrorTable
{
    internal sealed record Entry(string Code, string Message, string Retry, string ExitHint, bool Pattern = false);

    private static readonly Lazy<ILookup<string, Entry>> ByCode = new(() =>
    {
        using var stream = typeof(ErrorTable).Assembly.GetManifestResourceStream("portal-errors.json")!;
        return JsonSerializer
            .Deserialize(stream, ErrorTableJson.Default.ListEntry)!
            .ToLookup(entry => Normal(entry.Code), StringComparer.OrdinalIgnoreCase);
    });

    /// <summary>
    /// A code of many meanings is told apart by its text; a text without code must be known to count.
    /// </summary>
    public static Entry? Find(string code, string text)
    {
        var sameCode = ByCode.Value[Normal(code)];
        return sameCode.FirstOrDefault(entry => Matches(entry, text))
            // The documentation leaves the code of some texts open.
            ?? (
                Normal(code).Length > 0 && sameCode.Any()
                    ? ByCode.Value[""].FirstOrDefault(entry => Matches(entry, text)) ?? Likeliest(sameCode, text)
                    : null
            )
            // Some methods put the sentence itself where the code belongs.
            ?? (
                code.Contains(' ', StringComparison.Ordinal)
                    ? ByCode.Value[""].FirstOrDefault(entry => Matches(entry, code))
                    : null
            )
            ?? (
                Normal(code).Length == 0 && text.Contains("not found", StringComparison.OrdinalIgnoreCase)
                    ? new Entry("", text, "never", "not_found")
                    : null
            );
    }

    /// <summary>
    /// A refusal in words that nobody documented concerns the rights on one lead, unless it speaks of the
    /// subscription.
    /// </summary>
    private static Entry Likeliest(IEnumerable<Entry> sameCode, string text) =>
        (
            text.Length == 0 || text.Contains(" plan", StringComparison.OrdinalIgnoreCase)
                ? null
                : sameCode.FirstOrDefault(entry => entry.ExitHint == "permission")
        ) ?? sameCode.First();

    /// <summary>No code, the number 0 and the dash of the documentation all say: look at the text.</summary>
    private static string Normal(string code) => code is "0" or "-" ? "" : code;

    private static bool Matches(Entry entry, string text)
    {
        var (wanted, given) = (Plain(entry.Message), Plain(text));
        return entry.Pattern
            ? Regex.IsMatch(
                given,
                "^" + Regex.Replace(Regex.Escape(wanted), @"\\\{[^}]*}", ".*") + "$",
                RegexOptions.IgnoreCase | RegexOptions.Singleline
            )
            : given.Equals(wanted, StringComparison.OrdinalIgnoreCase);
    }

    internal static string Plain(string text) => Regex.Replace(text, "<[^>]*>", " ").Trim().TrimEnd('.');
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<ErrorTable.Entry>))]
internal sealed partial class ErrorTableJson : JsonSerializerContext;
