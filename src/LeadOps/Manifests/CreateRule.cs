using LeadOps.Diagnostics;

namespace LeadOps.Manifests;

/// <summary>
/// `whenMissing: create`: a row without a lead becomes a new one. Its identity is the origin: that of the selector, or
/// ORIGINATOR_ID `leadops/MANIFEST/CHANGE` with <paramref name="Key"/> as ORIGIN_ID.
/// </summary>
public sealed record CreateRule(SourceSpan At, ManifestValue? Key, IReadOnlyList<FieldAssignment> SetOnCreate);
