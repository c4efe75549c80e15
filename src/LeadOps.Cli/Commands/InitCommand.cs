using System.CommandLine;

namespace LeadOps.Cli.Commands;

internal static class InitCommand
{
    private const string Config = """
        # LeadOps: portals and limits. docs/configuration.md has every key.
        defaultPortal: local
        portals:
          local:
            embedded: { seed: 200 }      # a local portal inside LeadOps with 200 invented leads
            seedable: true
          # production:
          #   url: ${BITRIX24_PROD_WEBHOOK}   # https://HOST/rest/USER/SECRET/
          #   protected: true                  # apply asks for the host
        limits: { maxChanges: 5000, maxPercent: 30, maxFailures: 20, maxCreates: 100 }

        """;

    private const string Manifest = """
        manifest: 1
        name: first-change
        description: New web leads go to Anna
        changes:
          - name: hand-to-anna
            select:
              where:
                STATUS_ID: NEW
                SOURCE_ID: WEB
              expect: { max: 100 }
            set:
              ASSIGNED_BY_ID: Anna Keller
        # Invented leads: `leadops seed` makes them on a portal marked seedable, `leadops unseed` takes them away.
        fixtures:
          - name: sample
            count: 20
            key: "sample-{{ index }}"
            set:
              TITLE: "Web enquiry {{ index + 1 }}"
              NAME: "{{ fake.first_name }}"
              LAST_NAME: "{{ fake.last_name }}"
              EMAIL: "{{ fake.unique.email }}"
              SOURCE_ID: WEB
              STATUS_ID: "{{ index % 2 == 0 ? 'NEW' : 'IN_PROCESS' }}"
              ASSIGNED_BY_ID: p.leaver@acme.example
            prune: true
        # `leadops test` applies the change to these leads on a fresh portal of its own.
        tests:
          - name: only new web leads go to Anna
            expect:
              changes: { update: 10, create: 0, delete: 0 }
              leads:
                sample-0: { ASSIGNED_BY_ID: Anna Keller }
                sample-1: { ASSIGNED_BY_ID: p.leaver@acme.example }
              secondPlanEmpty: true

        """;

    private static readonly string[] Ignored = [".leadops/", "leadops.local.yml", "*.plan"];

    public static Command Create()
    {
        var folder = new Argument<string?>("DIR")
        {
            Description = "folder; default: here",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "init",
            "Write a commented leadops.yml, a first manifest and .gitignore lines; never overwrites. Example: leadops init crm-fixes"
        )
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            var target = parsed.GetValue(folder) ?? ".";
            Directory.CreateDirectory(Path.Combine(target, "manifests"));
            WriteNew(Path.Combine(target, "leadops.yml"), Config);
            WriteNew(Path.Combine(target, "manifests", "first-change.yml"), Manifest);
            Ignore(Path.Combine(target, ".gitignore"));
            Console.Out.WriteLine($"Next: {(target == "." ? "" : $"cd {target} && ")}leadops test, then leadops plan");
            return ExitCodes.Done;
        });
        return command;
    }

    private static void WriteNew(string path, string text)
    {
        if (File.Exists(path))
        {
            Console.Out.WriteLine($"kept     {path}");
            return;
        }

        File.WriteAllText(path, text);
        Console.Out.WriteLine($"written  {path}");
    }

    private static void Ignore(string path)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var missing = Ignored.Except(lines).ToList();
        if (missing.Count > 0)
        {
            File.AppendAllLines(path, missing);
            Console.Out.WriteLine($"extended {path}");
        }
    }
}
