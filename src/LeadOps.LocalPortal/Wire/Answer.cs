using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Wire;

internal sealed record Answer(JsonNode? Result, int? Total = null, int? Next = null);
