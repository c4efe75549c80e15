using System.Text.Json.Serialization;
using LeadOps.Storage.Local;

namespace LeadOps.Storage;

/// <summary>What stores keep as JSON.</summary>
[JsonSerializable(typeof(LeaseNote))]
[JsonSerializable(typeof(IReadOnlyList<string>), TypeInfoPropertyName = "Texts")]
[JsonSerializable(typeof(IReadOnlyList<RunManifest>), TypeInfoPropertyName = "Manifests")]
internal sealed partial class StorageJson : JsonSerializerContext;
