using System.Globalization;

namespace LeadOps.Fields.Types;

/// <summary>
/// The spelling of one file. On the portal it is an id, `7001`, and with what was learned of it `7001;12345;12.pdf`.
/// A file that is to be uploaded is `file:12345;SHA256;PATH`.
/// </summary>
internal sealed record FileText(string Id, long? Size, string? Name)
{
    private const string Upload = "file:";

    public string? Sha256 { get; private init; }

    /// <summary>Where the file lies that is to be uploaded.</summary>
    public string? Path { get; private init; }

    public bool IsUpload => Path is not null;

    public static bool IsUploadText(string text) => text.StartsWith(Upload, StringComparison.Ordinal);

    public static string OfUpload(string path, long size, string sha256) =>
        string.Create(CultureInfo.InvariantCulture, $"{Upload}{size};{sha256};{path}");

    public static string OfSeen(string id, long size, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{id};{size};{name}");

    public static FileText Read(string text)
    {
        var parts = text.Split(';', 3);
        if (parts.Length < 3)
        {
            return new FileText(text, null, null);
        }

        var (first, second, third) = (parts[0], parts[1], parts[2]);
        return IsUploadText(text)
            ? new FileText(
                "",
                long.Parse(first[Upload.Length..], CultureInfo.InvariantCulture),
                System.IO.Path.GetFileName(third)
            )
            {
                Sha256 = second,
                Path = third,
            }
            : new FileText(first, long.Parse(second, CultureInfo.InvariantCulture), third);
    }

    /// <summary>Two ids are the same file or not; an upload is what has its name and size.</summary>
    public bool Means(FileText other) =>
        IsUpload && other.IsUpload ? this == other
        : IsUpload || other.IsUpload ? Name is not null && Name == other.Name && Size == other.Size
        : Id == other.Id;

    public override string ToString() => Name is null ? Id : $"{Name}, {Bytes(Size ?? 0)}";

    private static string Bytes(long size) =>
        size < 1024 ? string.Create(CultureInfo.InvariantCulture, $"{size} {(size == 1 ? "byte" : "bytes")}")
        : size < 1024 * 1024 ? string.Create(CultureInfo.InvariantCulture, $"{size / 1024.0:0.#} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{size / 1024.0 / 1024.0:0.#} MB");
}
