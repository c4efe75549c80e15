using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Wire;

/// <summary>A failure envelope.</summary>
internal sealed class RestException(int status, string code, string text) : Exception(text)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public bool HasNumericCode { get; init; }

    public JsonObject Body => new() { ["error"] = HasNumericCode ? 0 : Code, ["error_description"] = Message };

    /// <summary>Legacy CRM methods have no codes, only texts.</summary>
    public static RestException Legacy(string text) => new(400, "", text);

    /// <summary>The newer methods name the parameter that they miss.</summary>
    public static RestException Missing(string parameter) =>
        new(400, "100", $"Could not find value for parameter {{{parameter}}}");

    /// <summary>Some methods answer the number 0 where others have a code.</summary>
    public static RestException Zero(string text) => new(400, "0", text) { HasNumericCode = true };
}
