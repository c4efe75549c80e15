namespace LeadOps.Cli.Commands;

/// <summary>Files that lie inside the program.</summary>
internal static class Starter
{
    public const string ConfigSchema = "leadops.schema.json";

    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Starter).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
