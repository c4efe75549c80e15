using System.Text.Json.Serialization;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Rollouts;

/// <summary>What the rows of rollouts keep as JSON.</summary>
[JsonSerializable(typeof(RolloutOptions))]
[JsonSerializable(typeof(PlanCounts))]
[JsonSerializable(typeof(IReadOnlyDictionary<Verdict, int>), TypeInfoPropertyName = "Leads")]
internal sealed partial class RolloutJson : JsonSerializerContext;
