using System.Text.Json.Serialization;
using LeadOps.Portal;

namespace LeadOps.Runs;

/// <summary>What the rows of runs keep as JSON.</summary>
[JsonSerializable(typeof(RunStats))]
internal sealed partial class RunJson : JsonSerializerContext;
