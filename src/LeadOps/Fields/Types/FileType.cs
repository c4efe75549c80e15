namespace LeadOps.Fields.Types;

/// <summary>
/// A file. Its name and size are known when they were asked for; what is to be uploaded is given as `{ file: PATH }`.
/// </summary>
internal sealed class FileType : FieldType
{
    public override Converted Convert(object value, FieldDefinition field) =>
        value is string text && FileText.IsUploadText(text)
            ? Converted.Ok(text)
            : Converted.Bad("is a file; write `{ file: scans/12.pdf }`, below the manifest's folder");

    public override bool Same(string a, string b) => FileText.Read(a).Means(FileText.Read(b));

    public override string Key(string text) => FileText.Read(text).Id;

    public override string? Label(string text) =>
        FileText.Read(text) is { Name: not null } known ? known.ToString() : null;

    public override object? ToTemplate(string text) =>
        FileText.Read(text) is { IsUpload: false } held && long.TryParse(held.Id, out var id)
            ? id
            : FileText.Read(text).Name;
}
