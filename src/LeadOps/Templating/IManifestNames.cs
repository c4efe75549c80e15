namespace LeadOps.Templating;

/// <summary>What a manifest gives to its templates.</summary>
public interface IManifestNames
{
    string Name { get; }

    IReadOnlyDictionary<string, object?> Vars { get; }

    /// <summary>Environment variables that templates may read.</summary>
    IReadOnlyList<string> Env { get; }
}
