using System.CommandLine;
using LeadOps.Cli.Views;

namespace LeadOps.Cli.Options;

/// <summary>`--rejects FILE`.</summary>
internal static class RejectsOption
{
    public static Option<string?> New() =>
        new("--rejects")
        {
            Description =
                "write rows without a lead, with several leads or with a wrong value to this file (.csv, "
                + ".tsv, .xlsx, .json, .jsonl, .yml), and plan the others",
            HelpName = "FILE",
        };

    public static string? Read(ParseResult parsed, Option<string?> option)
    {
        var file = parsed.GetValue(option);
        RejectFiles.Check(file);
        return file;
    }
}
