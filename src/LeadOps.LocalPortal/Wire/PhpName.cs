namespace LeadOps.LocalPortal.Wire;

/// <summary>
/// PHP's way with the name of a parameter: `fields[PHONE][0]` is a path. Blanks, dots and brackets that open nothing
/// become `_` in the first part; what stands behind the last bracket, or behind a zero byte, is dropped.
/// </summary>
internal static class PhpName
{
    /// <summary>PHP leaves out what is nested deeper.</summary>
    private const int Deepest = 64;

    /// <summary>Null when PHP leaves the parameter out.</summary>
    public static IReadOnlyList<string>? Path(string given)
    {
        var name = given.Split('\0')[0].TrimStart(' ');
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (name.Length == 0 || bracket == 0)
        {
            return null;
        }

        if (bracket < 0 || name.IndexOf(']', bracket) < 0)
        {
            return [Plain(name)];
        }

        var path = new List<string> { Plain(name[..bracket]) };
        while (bracket < name.Length && name[bracket] == '[' && name.IndexOf(']', bracket) is > 0 and var close)
        {
            path.Add(Key(name[(bracket + 1)..close]));
            bracket = close + 1;
        }

        return path.Count <= Deepest + 1 ? path : null;
    }

    /// <summary>`[ ]` appends like `[]`.</summary>
    private static string Key(string key) => key is " " or "\t" or "\n" or "\v" or "\f" or "\r" ? "" : key;

    private static string Plain(string name) =>
        string.Concat(name.Select(letter => letter is ' ' or '.' or '[' ? '_' : letter));
}
