using System.Security.Cryptography;

namespace LeadOps.Plans;

public static class PlanHeaders
{
    /// <summary>Gives the header its id: the digest of everything else in it.</summary>
    public static PlanHeader Identified(PlanHeader header) =>
        header with
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(PlanHeaderJson.Line(header with { Id = "" })))[..32],
        };
}
