using System.Text.Json.Serialization;

namespace LeadOps.LocalPortal.Access;

/// <summary>What an access token or a code is good for.</summary>
internal sealed record Pass(DateTimeOffset Until, int UserId);

/// <summary>All that the application was given so far.</summary>
internal sealed class Tokens
{
    public string Refresh { get; set; } = "";

    public DateTimeOffset RefreshUntil { get; set; }

    public int UserId { get; set; } = 1;

    public Dictionary<string, Pass> Access { get; set; } = new(StringComparer.Ordinal);

    public Dictionary<string, Pass> Codes { get; set; } = new(StringComparer.Ordinal);
}

[JsonSerializable(typeof(Tokens))]
internal sealed partial class TokensJson : JsonSerializerContext;
