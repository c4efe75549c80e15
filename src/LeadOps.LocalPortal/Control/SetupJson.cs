using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadOps.LocalPortal.Control;

/// <summary>
/// Rights and webhooks as the control doors take and show them: numbers may be texts, a typo is told.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(LeadRights))]
[JsonSerializable(typeof(List<LocalWebhook>), TypeInfoPropertyName = "Webhooks")]
internal sealed partial class SetupJson : JsonSerializerContext;
