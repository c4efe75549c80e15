using System.IO.Compression;

namespace LeadOps.Manifests.Rows;

/// <summary>
/// A workbook is a zip file: it must be one, and what it unpacks to has a limit, whatever its table of contents says.
/// </summary>
internal static class WorkbookGuard
{
    private const long MaxUnpacked = 250L * 1024 * 1024;
    private const int MaxParts = 2_000;

    /// <summary>Spreadsheet programs leave such a file beside a workbook that is open.</summary>
    private const string Lock = "~$";

    public static (string Message, string Remedy)? Problem(string path)
    {
        if (Path.GetFileName(path) is var name && name.StartsWith(Lock, StringComparison.Ordinal))
        {
            return (
                "The file says only that a workbook is open elsewhere.",
                $"Name the workbook: `{name[Lock.Length..]}`."
            );
        }

        using (var stream = File.OpenRead(path))
        {
            Span<byte> begin = stackalloc byte[512];
            var read = begin[..stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)];
            if (!Disguise.IsWorkbook(read))
            {
                return Disguise.OfWorkbook(read);
            }
        }

        try
        {
            using var zip = ZipFile.OpenRead(path);
            return IsTooLarge(zip)
                    ? (
                        $"The workbook unpacks to more than {MaxUnpacked >> 20} MB or {MaxParts:N0} parts.",
                        "Save only the sheet that is needed, or save it as `CSV UTF-8`."
                    )
                : zip.GetEntry("xl/workbook.xml") is null ? Disguise.OfZip
                : null;
        }
        catch (InvalidDataException)
        {
            return ("The workbook is damaged.", "Open it in a spreadsheet program and save it again as .xlsx.");
        }
    }

    private static bool IsTooLarge(ZipArchive zip)
    {
        if (zip.Entries.Count > MaxParts || zip.Entries.Sum(part => Math.Min(part.Length, MaxUnpacked)) > MaxUnpacked)
        {
            return true;
        }

        var buffer = new byte[1 << 16];
        long unpacked = 0;
        foreach (var part in zip.Entries)
        {
            using var stream = part.Open();
            for (int count; (count = stream.Read(buffer)) > 0; )
            {
                unpacked += count;
                if (unpacked > MaxUnpacked)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
