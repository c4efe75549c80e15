namespace LeadOps.Diagnostics;

/// <summary>What this build is; the version is set in one place, the build.</summary>
internal static class Product
{
    public static string Version { get; } = typeof(Product).Assembly.GetName().Version!.ToString(3);
}
