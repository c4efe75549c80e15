namespace LeadOps.EndToEnd.Tests.Ci;

/// <summary>What a CI service does beside running scripts: it keeps comments and a status per commit.</summary>
internal interface ICiService : IDisposable
{
    const string Head = "c0ffee0000000000000000000000000000000001";

    IReadOnlyList<string> Comments { get; }

    /// <summary>The jobs of a pull request, in their order.</summary>
    IReadOnlyList<CiJob> Review { get; }

    /// <summary>The job after the merge.</summary>
    CiJob Merge { get; }

    IReadOnlyDictionary<string, string> Variables { get; }

    void Install(CiRunner runner);
}
