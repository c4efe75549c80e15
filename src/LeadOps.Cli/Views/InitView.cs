using System.Text.Json.Nodes;

namespace LeadOps.Cli.Views;

/// <summary>A file of a new project, and what `init` did with it.</summary>
internal readonly record struct InitFile(string Path, string Fate);

/// <summary>What `init` wrote, and what to type next.</summary>
internal static class InitView
{
    /// <param name="folder">As it was typed.</param>
    /// <param name="ci">The file for a service that runs LeadOps, if one was asked for.</param>
    public static void Text(string folder, IEnumerable<InitFile> files, string? ci)
    {
        foreach (var file in files)
        {
            Terminal.Out.WriteLine($"{file.Fate, -8} {file.Path}");
        }

        if (ci is not null)
        {
            Terminal.Out.WriteLine(
                $"For CI: name the portal and the state in leadops.yml, and set the secrets listed at the top of {ci}."
            );
        }

        var enter = folder == "." ? "" : $"cd {folder} && ";
        Terminal.Out.WriteLine($"Next: {enter}leadops test, then leadops plan");
    }

    public static void WriteJson(IEnumerable<InitFile> files) =>
        Terminal.Out.WriteLine(
            Json.Text(
                new JsonObject
                {
                    ["formatVersion"] = 1,
                    ["files"] = new JsonArray([
                        .. files.Select(file =>
                            (JsonNode)new JsonObject { ["path"] = file.Path, ["fate"] = file.Fate }
                        ),
                    ]),
                }
            )
        );
}
