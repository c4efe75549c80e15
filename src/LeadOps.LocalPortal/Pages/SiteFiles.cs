namespace LeadOps.LocalPortal.Pages;

/// <summary>The page's own files; it loads nothing from anywhere else.</summary>
internal static class SiteFiles
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
    };

    /// <summary>Null when there is no such file.</summary>
    public static (string Type, byte[] Content)? Find(string name)
    {
        using var stream = typeof(SiteFiles).Assembly.GetManifestResourceStream("site/" + name);
        if (stream is null || !Types.TryGetValue(Path.GetExtension(name), out var type))
        {
            return null;
        }

        using var content = new MemoryStream();
        stream.CopyTo(content);
        return (type, content.ToArray());
    }
}
