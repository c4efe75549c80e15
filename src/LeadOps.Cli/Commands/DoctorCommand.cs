using System.CommandLine;
using LeadOps.Cli.Settings;

namespace LeadOps.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Create(GlobalOptions global)
    {
        var command = new Command("doctor", "Check configuration, address, token, scopes and clock without writing anything.");
        command.SetAction(async (parsed, cancel) =>
        {
            var settings = GlobalOptions.Settings(parsed, global);
            Say("configuration", settings.ConfigFile ?? "no leadops.yml found");
            await using var portal = await PortalOpener.OpenAsync(settings, parsed.GetValue(global.Portal), cancel);
            Say("portal", $"{portal.Config.Name} ({portal.Session.Settings.DisplayHost}), tariff {portal.Session.Settings.Tariff.Name}");
            var facts = await Shell.Pipeline(settings, portal).FactsAsync(cancel);
            Say("user", $"{facts.UserName} (id {facts.UserId})");
            var scopes = await portal.Session.Reader.CallAsync("scope", [], cancel);
            Say("scopes", scopes.ToString());
            var time = DateTimeOffset.Parse((await portal.Session.Reader.CallAsync("server.time", [], cancel)).ToString(), System.Globalization.CultureInfo.InvariantCulture);
            Say("clock", $"portal {time:yyyy-MM-dd HH:mm:ss zzz}, {Math.Abs((DateTimeOffset.UtcNow - time).TotalSeconds):0} s apart");
            Say("fields", $"{facts.Catalogue.All.Count}, {facts.Catalogue.All.Count(field => field.IsCustom)} of them custom");
            Say("leads", $"{await portal.Session.Reader.CountAsync([], cancel)}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Say(string what, string found) => Console.Out.WriteLine($"{what,-14} {found}");
}
