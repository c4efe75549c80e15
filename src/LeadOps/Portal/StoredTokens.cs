using System.Text.Json.Serialization;

namespace LeadOps.Portal;

/// <param name="Origin">Of the configured refresh token that these came from.</param>
internal sealed record StoredTokens(string Access, string Refresh, DateTimeOffset Expires, string Origin);

[JsonSerializable(typeof(StoredTokens))]
internal sealed partial class StoredTokensJson : JsonSerializerContext;
