using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Control;

/// <summary>One thing that the control door can do, and the names that its body may have.</summary>
internal sealed record Door(string Name, string[] Takes, Func<Parameters, JsonNode?> Open);
