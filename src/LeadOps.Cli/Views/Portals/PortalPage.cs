using System.Text.Json.Nodes;

namespace LeadOps.Cli.Views.Portals;

/// <summary>A result over many portals: one table and what is to be said below it, the same in every format.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Heads">The columns; figures stand to the right.</param>
/// <param name="Rows">Texts, as many as there are columns.</param>
/// <param name="Totals">The sum of the table.</param>
/// <param name="Notes">What concerns one portal or another.</param>
/// <param name="Document">The same as JSON.</param>
internal sealed record PortalPage(
    string Title,
    IReadOnlyList<(string Head, bool IsNumber)> Heads,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    string Totals,
    IReadOnlyList<string> Notes,
    JsonObject Document
)
{
    /// <summary>A line below the title: who, when, what.</summary>
    public string? Facts { get; init; }

    /// <summary>What the plans of the portals change, together.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}
