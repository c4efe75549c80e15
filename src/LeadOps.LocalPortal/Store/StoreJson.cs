using System.Text.Json.Serialization;

namespace LeadOps.LocalPortal.Store;

/// <summary>
/// What the data file keeps as JSON. A property that is only initialised loses its default in what an older version
/// wrote, so that these types have setters.
/// </summary>
[JsonSerializable(typeof(Catalogue))]
[JsonSerializable(typeof(LeadJson.Stored))]
internal sealed partial class StoreJson : JsonSerializerContext;
