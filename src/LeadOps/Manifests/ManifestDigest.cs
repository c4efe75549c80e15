using System.Security.Cryptography;
using System.Text;
using LeadOps.Fields;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests;

/// <summary>Of the model, not of the text: layout and comments do not count.</summary>
internal sealed class ManifestDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public static string Of(YamlNode root, IEnumerable<KeyValuePair<string, object?>> given, IEnumerable<RowSet> rows)
    {
        using var digest = new ManifestDigest();
        digest.Add(root);
        foreach (var (name, value) in given)
        {
            digest.Add($"v{name}={value}");
        }

        foreach (var row in rows.SelectMany(set => set.Rows))
        {
            digest.Add("r" + PlainJson.Text(row.Values));
        }

        return Convert.ToHexStringLower(digest.hash.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();

    private void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));

    private void Add(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                Add("s" + scalar.Text);
                break;
            case YamlSequence sequence:
                Add("[");
                sequence.Items.ToList().ForEach(Add);
                Add("]");
                break;
            case YamlMapping mapping:
                Add("{");
                foreach (var (key, value) in mapping.Entries)
                {
                    Add("k" + key.Text);
                    Add(value);
                }

                Add("}");
                break;
        }
    }
}
