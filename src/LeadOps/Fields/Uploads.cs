using LeadOps.Fields.Types;

namespace LeadOps.Fields;

/// <summary>Files in values: which have to be uploaded, and what the portal is sent for them.</summary>
public static class Uploads
{
    public static bool Has(FieldValue value) =>
        value switch
        {
            TextValue text => FileText.IsUploadText(text.Text),
            ListValue list => list.Items.Any(FileText.IsUploadText),
            _ => false,
        };

    /// <summary>Files whose names are known; their spelling is for machines only.</summary>
    public static bool AreTold(FieldValue value) => Texts(value).Any() && Texts(value).All(IsTold);

    private static bool IsTold(string text)
    {
        var parts = text.Split(';', 3);
        return parts.Length == 3
            && (FileText.IsUploadText(text) || parts[0].All(char.IsAsciiDigit))
            && (
                FileText.IsUploadText(text)
                    ? parts[1].Length == 64
                    : parts[1].Length > 0 && parts[1].All(char.IsAsciiDigit)
            );
    }

    /// <summary>The ids of files in the value.</summary>
    public static IEnumerable<string> Ids(FieldValue value) =>
        Texts(value).Select(FileText.Read).Where(file => !file.IsUpload).Select(file => file.Id);

    public static long Size(FieldValue value) =>
        !Has(value) ? 0 : Texts(value).Select(FileText.Read).Where(file => file.IsUpload).Sum(file => file.Size ?? 0);

    public static IEnumerable<string> Texts(FieldValue value) =>
        value is ListValue list ? list.Items
        : value is TextValue text ? [text.Text]
        : [];

    /// <summary>The value with what was learned of its files; what was not stays an id.</summary>
    public static FieldValue WithFacts(FieldValue value, IReadOnlyDictionary<string, (string Name, long Size)> facts)
    {
        string Known(string text) =>
            !FileText.IsUploadText(text) && facts.TryGetValue(FileText.Read(text).Id, out var fact)
                ? FileText.OfSeen(FileText.Read(text).Id, fact.Size, fact.Name)
                : text;
        return value switch
        {
            TextValue text => new TextValue(Known(text.Text)),
            ListValue list => new ListValue([.. list.Items.Select(Known)]),
            _ => value,
        };
    }
}
