using System.Text.Json.Nodes;
using LeadOps.Portal.Wire;

namespace LeadOps.Portal;

/// <summary>One method with its parameters, spelled as the portal's documentation spells them.</summary>
public sealed record PortalCall(string Method, JsonObject Parameters)
{
    private bool? needsDirect;

    public PortalCall(string method)
        : this(method, [])
    {
    }

    /// <summary>
    /// True when a batch would change the call: text that the portal would take for a reference, null, an empty list,
    /// a boolean to write. Computed once: do not change the parameters afterwards.
    /// </summary>
    public bool NeedsDirect => needsDirect ??= DirectOnly.Applies(this);

    /// <summary>Already encoded `&amp;key=$result[…]` text that only makes sense inside a batch.</summary>
    internal string Reference { get; init; } = "";

    public bool Equals(PortalCall? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override string ToString() => Method;
}
