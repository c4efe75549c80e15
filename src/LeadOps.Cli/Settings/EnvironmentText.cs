using System.Text.RegularExpressions;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Settings;

/// <summary>Texts of leadops.yml that name environment variables.</summary>
internal static partial class EnvironmentText
{
    /// <summary>`${NAME}` and `${NAME:-default}`.</summary>
    public static string Expand(
        string text,
        string where,
        Func<string, string?> environment,
        string example = "https://HOST/rest/USER/SECRET/"
    ) =>
        Reference()
            .Replace(
                text,
                match =>
                    environment(match.Groups[1].Value) is { Length: > 0 } value ? value
                    : match.Groups[2].Success ? match.Groups[2].Value
                    : throw new LeadOpsException(
                        Failure.Invalid,
                        $"{where} reads the environment variable `{match.Groups[1].Value}`, which is not set. "
                            + $"Set it, for instance `export {match.Groups[1].Value}={example}`."
                    )
            );

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}")]
    private static partial Regex Reference();
}
