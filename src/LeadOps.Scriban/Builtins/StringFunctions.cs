using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadOps.Scriban.Evaluation;

#pragma warning disable CA5350, CA5351 // The language names these algorithms; they protect nothing here.

namespace LeadOps.Scriban.Builtins;

internal static class StringFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        F("append", 2, 2, a => Join(a, a.Text(0), a.Text(1)), "text", "with"),
        F("prepend", 2, 2, a => Join(a, a.Text(1), a.Text(0)), "text", "by"),
        F("capitalize", 1, 1, a => a.Text(0) is { Length: > 0 } s ? char.ToUpperInvariant(s[0]) + s[1..] : "", "text"),
        F("capitalizewords", 1, 1, a => CapitalizeWords(a.Text(0)), "text"),
        F("downcase", 1, 1, a => a.TextOrNull(0)?.ToLowerInvariant(), "text"),
        F("upcase", 1, 1, a => a.TextOrNull(0)?.ToUpperInvariant(), "text"),
        F("contains", 2, 2, a => Both(a) && a.Text(0).Contains(a.Text(1), StringComparison.Ordinal), "text", "value"),
        F(
            "starts_with",
            2,
            2,
            a => Both(a) && a.Text(0).StartsWith(a.Text(1), StringComparison.Ordinal),
            "text",
            "value"
        ),
        F("ends_with", 2, 2, a => Both(a) && a.Text(0).EndsWith(a.Text(1), StringComparison.Ordinal), "text", "value"),
        F("empty", 1, 1, a => a.Text(0).Length == 0, "text"),
        F("whitespace", 1, 1, a => string.IsNullOrWhiteSpace(a.Text(0)), "text"),
        F(
            "equals_ignore_case",
            2,
            2,
            a => a.TextOrNull(0)?.Equals(a.TextOrNull(1), StringComparison.InvariantCultureIgnoreCase) ?? false,
            "text",
            "value"
        ),
        F("escape", 1, 1, a => a.TextOrNull(0) is { } s ? EscapeText(s) : null, "text"),
        F("literal", 1, 1, a => a.TextOrNull(0) is { } s ? "\"" + EscapeText(s) + "\"" : null, "text"),
        F("handleize", 1, 1, a => Handleize(a.TextOrNull(0) ?? throw a.Fail("the text cannot be null")), "text"),
        F("lstrip", 1, 1, a => a.TextOrNull(0)?.TrimStart(), "text"),
        F("rstrip", 1, 1, a => a.TextOrNull(0)?.TrimEnd(), "text"),
        F("strip", 1, 1, a => a.TextOrNull(0)?.Trim(), "text"),
        F(
            "strip_newlines",
            1,
            1,
            a => a.Text(0).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal),
            "text"
        ),
        F("pluralize", 3, 3, a => a.Int(0) == 1 ? a.TextOrNull(1) : a.TextOrNull(2), "number", "singular", "plural"),
        F(
            "remove",
            2,
            2,
            a =>
                a.Text(1).Length == 0
                    ? a.TextOrNull(0)
                    : a.TextOrNull(0)?.Replace(a.Text(1), "", StringComparison.Ordinal),
            "text",
            "remove"
        ),
        F(
            "remove_first",
            2,
            2,
            a => a.TextOrNull(0) is null ? null : ReplaceOne(a.Text(0), a.Text(1), "", false),
            "text",
            "remove"
        ),
        F(
            "remove_last",
            2,
            2,
            a => a.TextOrNull(0) is null ? null : ReplaceOne(a.Text(0), a.Text(1), "", true),
            "text",
            "remove"
        ),
        F("replace", 3, 3, Replace, "text", "match", "replace"),
        F(
            "replace_first",
            3,
            4,
            a => ReplaceOne(a.Text(0), a.Text(1), a.Text(2), Conversions.IsTrue(a[3])),
            "text",
            "match",
            "replace",
            "fromEnd"
        ),
        F("size", 1, 1, a => a.Text(0).Length, "text"),
        F(
            "slice",
            2,
            3,
            a => Slice(a, a.Has(2) && a[2] is not null ? a.Int(2) : null, false),
            "text",
            "start",
            "length"
        ),
        F("slice1", 2, 3, a => Slice(a, a.Int(2, 1), true), "text", "start", "length"),
        F("split", 2, 2, Split, "text", "match"),
        F(
            "to_int",
            1,
            1,
            a => int.TryParse(a.Text(0), NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : null,
            "text"
        ),
        F(
            "to_long",
            1,
            1,
            a => long.TryParse(a.Text(0), NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : null,
            "text"
        ),
        F("to_double", 1, 1, a => ToDouble(a.Text(0)), "text"),
        F("to_float", 1, 1, a => ToDouble(a.Text(0)) is { } n ? (float)n : null, "text"),
        F("truncate", 2, 3, Truncate, "text", "length", "ellipsis"),
        F("truncatewords", 2, 3, a => TruncateWords(a.Text(0), a.Int(1)), "text", "count", "ellipsis"),
        F("pad_left", 2, 2, a => a.Text(0).PadLeft(Width(a)), "text", "width"),
        F("pad_right", 2, 2, a => a.Text(0).PadRight(Width(a)), "text", "width"),
        F("md5", 1, 1, a => Hash(a, MD5.HashData), "text"),
        F("sha1", 1, 1, a => Hash(a, SHA1.HashData), "text"),
        F("sha256", 1, 1, a => Hash(a, SHA256.HashData), "text"),
        F("sha512", 1, 1, a => Hash(a, SHA512.HashData), "text"),
        F("hmac_sha1", 2, 2, a => Hash(a, bytes => HMACSHA1.HashData(Key(a), bytes)), "text", "secretKey"),
        F("hmac_sha256", 2, 2, a => Hash(a, bytes => HMACSHA256.HashData(Key(a), bytes)), "text", "secretKey"),
        F("hmac_sha512", 2, 2, a => Hash(a, bytes => HMACSHA512.HashData(Key(a), bytes)), "text", "secretKey"),
        F("base64_encode", 1, 1, a => Convert.ToBase64String(Encoding.UTF8.GetBytes(a.Text(0))), "text"),
        F("base64_decode", 1, 1, Base64Decode, "text"),
        F("index_of", 2, 5, IndexOf, "text", "search", "startIndex", "count", "stringComparison"),
    ];

    internal static TemplateFunction F(string name, int min, int max, TemplateCall call, params string[] parameters) =>
        new(name, min, max, call) { Parameters = parameters };

    public static string EscapeText(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var index = "\"\\\a\b\t\r\v\f\n".IndexOf(c, StringComparison.Ordinal);
            _ =
                index >= 0 ? escaped.Append('\\').Append("\"\\abtrvfn"[index])
                : c < ' ' ? escaped.Append("\\x").Append(((int)c).ToString("x2", CultureInfo.InvariantCulture))
                : escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static bool Both(TemplateArguments a) => a.Text(0).Length > 0 && a.Text(1).Length > 0;

    private static string Join(TemplateArguments a, string first, string second) =>
        a.Context.Limits.Text(first + second, a.Offset);

    private static string CapitalizeWords(string text)
    {
        var result = new StringBuilder(text.Length);
        var pending = true;
        foreach (var c in text)
        {
            pending |= char.IsWhiteSpace(c);
            result.Append(pending && char.IsLetter(c) ? char.ToUpperInvariant(c) : c);
            pending &= !char.IsLetter(c);
        }

        return result.ToString();
    }

    private static string Handleize(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                result.Append(char.ToLowerInvariant(c));
            }
            else if (result.Length == 0 || result[^1] != '-')
            {
                result.Append('-');
            }
        }

        return result.Length > 0 && result[^1] == '-' ? result.ToString(0, result.Length - 1) : result.ToString();
    }

    private static string? Replace(TemplateArguments a)
    {
        if (a.Text(1).Length == 0)
        {
            throw a.Fail("the text to look for cannot be empty");
        }

        var (text, match, by) = (a.Text(0), a.Text(1), a.Text(2));
        if (by.Length > match.Length)
        {
            a.Context.Limits.TextLength(
                text.Length + ((long)text.AsSpan().Count(match) * (by.Length - match.Length)),
                a.Offset
            );
        }

        return text.Replace(match, by, StringComparison.Ordinal);
    }

    private static string ReplaceOne(string text, string match, string by, bool fromEnd)
    {
        if (match.Length == 0)
        {
            return text;
        }

        var at = fromEnd
            ? text.LastIndexOf(match, StringComparison.OrdinalIgnoreCase)
            : text.IndexOf(match, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? text : string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + match.Length));
    }

    private static string Slice(TemplateArguments a, int? length, bool lenient)
    {
        var text = a.Text(0);
        var start = a.Int(1);
        var count = length ?? text.Length;
        if (text.Length == 0 || (lenient && count <= 0))
        {
            return "";
        }

        if (count < 0)
        {
            throw a.Context.Error(a.OffsetOf(2), $"The length {count} cannot be negative");
        }

        if (start < 0)
        {
            start += text.Length;
            count = start < 0 ? count + start : count;
            start = Math.Max(0, start);
        }

        return start >= text.Length || count <= 0 ? "" : text.Substring(start, Math.Min(count, text.Length - start));
    }

    private static object Split(TemplateArguments a)
    {
        var (text, match) = (a.Text(0), a.Text(1));
        if (text.Length == 0)
        {
            return new ScriptArray();
        }

        return match.Length == 0
            ? new ScriptArray([text])
            : new LazySequence(() =>
            {
                a.Context.Limits.Spend(text.Length, a.Offset);
                return text.Split(match, StringSplitOptions.RemoveEmptyEntries);
            });
    }

    private static double? ToDouble(string text) =>
        double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var n)
            ? n
            : null;

    private static string Truncate(TemplateArguments a)
    {
        var (text, length) = (a.Text(0), a.Int(1));
        var ellipsis = a.Has(2) && a[2] is not null ? a.Text(2) : "...";
        return text.Length <= length
            ? text
            : text[..Math.Min(text.Length, Math.Max(0, length - ellipsis.Length))] + ellipsis;
    }

    private static string TruncateWords(string text, int count)
    {
        if (text.Length == 0)
        {
            return "";
        }

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var kept = char.IsWhiteSpace(text[0]) ? words.Prepend("") : words;
        return string.Join(' ', kept.Take(Math.Max(0, count))) + "...";
    }

    private static int Width(TemplateArguments a) =>
        a.Int(1) switch
        {
            < 0 => throw a.Fail("the width cannot be negative"),
            var width when a.Context.Options.LimitToString > 0 && width > a.Context.Options.LimitToString =>
                throw a.Context.Error(
                    a.OffsetOf(1),
                    $"The width {width} is more than the limit LimitToString {a.Context.Options.LimitToString}"
                ),
            > Limits.LongestText => throw a.Context.Error(
                a.OffsetOf(1),
                $"The width is more than the limit LimitToString {Limits.LongestText}"
            ),
            var width => width,
        };

    private static byte[] Key(TemplateArguments a) => Encoding.UTF8.GetBytes(a.Text(1));

    private static string Hash(TemplateArguments a, Func<byte[], byte[]> hash) =>
        Convert.ToHexStringLower(hash(Encoding.UTF8.GetBytes(a.Text(0))));

    private static string Base64Decode(TemplateArguments a)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(a.Text(0)));
        }
        catch (FormatException problem)
        {
            throw a.Fail(problem.Message);
        }
    }

    private static string NotNull(TemplateArguments a, int index) =>
        a.TextOrNull(index) ?? throw a.Context.Error(a.OffsetOf(index), "The argument cannot be null");

    private static object IndexOf(TemplateArguments a)
    {
        var text = NotNull(a, 0);
        var search = NotNull(a, 1);

        var start = a.Int(2);
        var count = a.Has(3) && a[3] is not null ? a.Int(3) : text.Length - start;
        var comparison =
            a[4] is null ? StringComparison.CurrentCulture
            : Enum.TryParse<StringComparison>(a.Text(4), true, out var named) ? named
            : throw a.Context.Error(
                a.OffsetOf(4),
                $"`{a.Text(4)}` is not a valid comparison; there are: {string.Join(", ", Enum.GetNames<StringComparison>())}"
            );
        return start < 0 || count < 0 || start + count > text.Length
            ? throw a.Fail($"the index {start} is outside of the text")
            : text.IndexOf(search, start, count, comparison);
    }
}
