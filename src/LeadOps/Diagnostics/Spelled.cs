namespace LeadOps.Diagnostics;

/// <summary>How a status, verdict or action is written.</summary>
public static class Spelled
{
    /// <summary>In lower camel case, as in every file and JSON document: `rolledBack`.</summary>
    public static string AsCode<T>(T value)
        where T : struct, Enum => value.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    /// <summary>For people: `rolled back`.</summary>
    public static string AsText<T>(T value)
        where T : struct, Enum =>
        string.Concat(
            AsCode(value).Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}")
        );
}
