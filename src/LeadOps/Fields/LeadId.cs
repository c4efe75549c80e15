using System.Globalization;

namespace LeadOps.Fields;

public readonly record struct LeadId(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
