using System.Text.RegularExpressions;

namespace LeadOps.EndToEnd.Tests;

/// <summary>A manifest of a page, whole, with the files that it reads.</summary>
internal sealed record DocsExample(string Page, string Text, IReadOnlyDictionary<string, string> Files);

/// <summary>The YAML blocks of docs/: manifests, and parts of manifests that are put into one.</summary>
internal static partial class DocsExamples
{
    private const string Head = "manifest: 1\nname: part\nrows: { r: [{ id: 1, email: a@acme.example }] }\n";
    private const string Change = "changes:\n  - name: c\n    forEach: r\n";

    /// <summary>How a block begins, and what stands before and after it in a whole manifest.</summary>
    private static readonly (string Begin, string Before, string After, int Deeper)[] Parts =
    [
        ("manifest:", "", "", 0),
        ("changes:", Head, "", 0),
        ("vars:", Head, "", 0),
        ("fixtures:", Head, "", 0),
        ("rows:", "manifest: 1\nname: part\n", "changes: [{ name: c, select: { id: 1 }, set: { NAME: x } }]\n", 0),
        ("  - name:", "manifest: 1\nname: part\nrows: { people: [{ id: 1, email: x }] }\nchanges:\n", "", 0),
        ("select:", Head + Change, "    set: { NAME: x }\n", 4),
        ("set:", Head + Change + "    select: { id: 1 }\n", "", 4),
    ];

    /// <summary>Files that the pages name without showing them.</summary>
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["data/owners.csv"] = "email,new_owner\n",
        ["data/orders.csv"] = "order_id,name,email,total\n",
        ["data/export.csv"] = "Export\namount;since;code\n",
    };

    public static IEnumerable<DocsExample> All()
    {
        var docs = Path.Combine(DocsSpecs.Project, "docs");
        foreach (var page in Directory.EnumerateFiles(docs, "*.md").Order(StringComparer.Ordinal))
        {
            foreach (var section in Regex.Split(File.ReadAllText(page), "^## ", RegexOptions.Multiline))
            {
                var files = new Dictionary<string, string>(Named, StringComparer.Ordinal);
                foreach (Match file in Data().Matches(section))
                {
                    files[file.Groups[1].Value] = file.Groups[2].Value;
                }

                foreach (
                    var text in Yaml().Matches(section).Select(block => Whole(block.Groups[1].Value)).OfType<string>()
                )
                {
                    yield return new DocsExample(Path.GetFileName(page), text, files);
                }
            }
        }
    }

    /// <summary>Null for what is not of a manifest: settings, CI.</summary>
    private static string? Whole(string block)
    {
        var begin = Comment().Replace(block, "");
        foreach (
            var (_, before, after, deeper) in Parts.Where(part =>
                begin.StartsWith(part.Begin, StringComparison.Ordinal)
            )
        )
        {
            return before + LineStart().Replace(block, new string(' ', deeper)) + after;
        }

        return null;
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex("```(?:csv|text) ([^\n]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex(@"\A(#[^\n]*\n|\n)+")]
    private static partial Regex Comment();

    [GeneratedRegex("^(?=.)", RegexOptions.Multiline)]
    private static partial Regex LineStart();
}
