using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadOps.Diagnostics;

namespace LeadOps.Planning;

/// <summary>A saved plan: JSON Lines with a footer that proves the rest is whole.</summary>
public static class PlanFile
{
    private const string Mark = "{\"leadopsPlan\":";
    private const int MaxLine = 20 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    public static bool IsPlan(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var stream = File.OpenRead(path);
        var start = new byte[Mark.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && Encoding.UTF8.GetString(start) == Mark;
    }

    /// <summary>Written beside its name and moved there at the end: a plan is whole or absent.</summary>
    public static Plan Write(string path, Plan plan)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            PlanFooter footer;
            using (var stream = PrivateFile.Create(temporary))
            {
                void Append(byte[] line)
                {
                    stream.Write(line);
                    hash.AppendData(line);
                }

                Append(PlanJson.Header(plan.Header));
                foreach (var lead in plan.Leads)
                {
                    Append(PlanJson.Lead(lead));
                }

                footer = plan.Footer with { Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()) };
                stream.Write(PlanJson.Footer(footer));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            return plan with { Footer = footer };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new LeadOpsException(Failure.Portal, $"The plan `{path}` cannot be written: {problem.Message}", problem);
        }
    }

    public static Plan Read(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var leads = new List<PlannedLead>();
        PlanHeader? header = null;
        PlanFooter? footer = null;
        try
        {
            foreach (var line in Lines(path))
            {
                using var document = JsonDocument.Parse(line, Strict);
                var root = document.RootElement;
                if (header is null)
                {
                    header = PlanJson.ReadHeader(root);
                }
                else if (root.TryGetProperty("sha256", out _))
                {
                    footer = PlanJson.ReadFooter(root);
                    break;
                }
                else
                {
                    leads.Add(PlanJson.ReadLead(root));
                }

                hash.AppendData(line);
            }
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw Damaged(path, $"line {leads.Count + 2} cannot be read");
        }

        if (header is null || header.FormatVersion > PlanHeader.CurrentFormatVersion)
        {
            throw new LeadOpsException(Failure.Invalid, $"`{path}` is no plan that this LeadOps can read. Make a new one with `leadops plan --out {path}`.");
        }

        return footer is not null && footer.Sha256 == Convert.ToHexStringLower(hash.GetHashAndReset())
            ? new Plan(header, leads, footer)
            : throw Damaged(path, footer is null ? "its last line is missing" : "its digest does not match, so a line was changed, added or lost");
    }

    private static LeadOpsException Damaged(string path, string why) =>
        new(Failure.Refused, $"The plan `{path}` is damaged: {why}. Nothing was written. Make a new one with `leadops plan --out {path}`.");

    /// <summary>Each line with its line break, as the digest saw it.</summary>
    private static IEnumerable<byte[]> Lines(string path)
    {
        using var stream = File.OpenRead(path);
        using var line = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            var from = 0;
            for (var end = Array.IndexOf(buffer, (byte)'\n', from, read - from); end >= 0; end = from < read ? Array.IndexOf(buffer, (byte)'\n', from, read - from) : -1)
            {
                line.Write(buffer, from, end + 1 - from);
                yield return line.ToArray();
                line.SetLength(0);
                from = end + 1;
            }

            line.Write(buffer, from, read - from);
            if (line.Length > MaxLine)
            {
                throw new InvalidOperationException("line too long");
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToArray();
        }
    }
}

/// <summary>Files with lead data belong to their owner alone.</summary>
public static class PrivateFile
{
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
