using System.Security.Cryptography;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Types;

namespace LeadOps.Planning;

/// <summary>
/// `{ file: PATH }` → a file below the manifest's folder, with size and digest. Links that lead out of it are
/// refused.
/// </summary>
internal static class UploadFiles
{
    private const int MaxMegabytes = 20;
    private const long MaxBytes = MaxMegabytes * 1024L * 1024L;

    /// <param name="wanted">One `{ file: PATH }`, or a list of them.</param>
    /// <param name="keepsOthers">The files go beside those that are there.</param>
    public static FieldValue Wanted(
        FieldDefinition field,
        FieldValue current,
        object? wanted,
        bool keepsOthers,
        string manifest,
        SourceSpan at
    )
    {
        var items = wanted as IReadOnlyList<object?> ?? [wanted];
        if (!field.IsMultiple && items.Count != 1)
        {
            throw new InvalidInputException(at, $"`{field.Name}` holds one file.", "Write one `{ file: PATH }`.");
        }

        var have = Uploads.Texts(current).ToList();
        var texts = keepsOthers ? [.. have] : new List<string>();
        foreach (var item in items)
        {
            var upload = Text(field, item, manifest, at);
            if (!texts.Exists(text => FileText.Read(text).Means(FileText.Read(upload))))
            {
                // A file that is there already keeps its id and is not sent again.
                texts.Add(have.Find(text => FileText.Read(text).Means(FileText.Read(upload))) ?? upload);
            }
        }

        return field.IsMultiple ? new ListValue(texts) : new TextValue(texts[0]);
    }

    private static string Text(FieldDefinition field, object? item, string manifest, SourceSpan at)
    {
        if (
            item is not IReadOnlyDictionary<string, object?> { Count: 1 } members
            || !members.TryGetValue("file", out var given)
            || given?.ToString() is not { Length: > 0 } path
        )
        {
            throw new InvalidInputException(
                at,
                $"`{field.Name}` is a file, and this is not one.",
                "Write `{ file: scans/12.pdf }`, below the manifest's folder."
            );
        }

        var folder = Path.GetDirectoryName(manifest) is { Length: > 0 } named ? named : ".";
        var full = Path.GetFullPath(path, Path.GetFullPath(folder));
        if (!IsBelow(Real(full), Real(Path.GetFullPath(folder))))
        {
            throw new InvalidInputException(
                at,
                $"The file `{path}` is not below the folder of the manifest.",
                "Copy it there; links that lead elsewhere do not count."
            );
        }

        var file = new FileInfo(full);
        if (!file.Exists)
        {
            throw new InvalidInputException(
                at,
                Directory.Exists(full) ? $"`{path}` is a folder." : $"There is no file `{path}`.",
                "The path begins at the manifest's folder."
            );
        }

        if (file.Length > MaxBytes)
        {
            throw new InvalidInputException(
                at,
                $"The file `{path}` has {file.Length} bytes; "
                    + $"at the most {MaxMegabytes} MB ({MaxBytes} bytes) can be uploaded.",
                "Make it smaller, or put it on a drive and set a link."
            );
        }

        using var stream = file.OpenRead();
        return FileText.OfUpload(
            Path.Combine(folder, path).Replace('\\', '/'),
            file.Length,
            Convert.ToHexStringLower(SHA256.HashData(stream))
        );
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(
            folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal
        );

    /// <summary>The path with every link in it followed.</summary>
    private static string Real(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var real = root;
        foreach (
            var part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var next = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            real = info.LinkTarget is null
                ? next
                : Real(info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next + "/");
        }

        return real;
    }
}
