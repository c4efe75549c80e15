using System.Security.Cryptography;
using System.Text;
using LeadOps.Diagnostics;
using LeadOps.Storage;

namespace LeadOps.Plans;

/// <summary>A saved plan: JSON Lines with a footer that proves the rest is whole.</summary>
public static class PlanFile
{
    private const string Mark = "{\"leadopsPlan\":";

    public static bool IsPlan(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var stream = File.OpenRead(path);
        var start = new byte[Mark.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && Encoding.UTF8.GetString(start) == Mark;
    }

    /// <summary>Written beside its name and moved there at the end: a plan is whole or absent.</summary>
    public static Plan Write(string path, Plan plan)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            var (from, to, footer) = WriteTo(temporary, plan);
            File.Move(temporary, path, overwrite: true);
            return new Plan(plan.Header, new PlanLeads(Path.GetFullPath(path), from, to), footer);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LeadOpsException(
                Failure.Portal,
                $"The plan `{path}` cannot be written: {FileProblem.Of(problem)}",
                problem
            );
        }
        finally
        {
            Remove(temporary);
        }
    }

    /// <summary>Keeps a plan in the state under its id, until a run carries it out.</summary>
    public static void Store(IState state, Plan plan)
    {
        var folder = Directory.CreateTempSubdirectory("leadops-plan-").FullName;
        try
        {
            var file = Path.Combine(folder, "x.plan");
            Write(file, plan);
            state.Plans.Store(plan.Header.Portal.Host, plan.Header.Id, file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (long From, long To, PlanFooter Footer) WriteTo(string path, Plan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = PrivateFile.Create(path);
        var (from, to) = (0L, 0L);
        foreach (var line in plan.Leads.WithHeader(plan.Header))
        {
            stream.Write(line.Span);
            hash.AppendData(line.Span);
            to += line.Length;
            from = from == 0 ? to : from;
        }

        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (plan.Footer.Sha256.Length > 0 && plan.Footer.Sha256 != digest)
        {
            throw new LeadOpsException(
                Failure.Refused,
                "The plan was changed while it was read. Nothing was written. Make a new one with `leadops plan`."
            );
        }

        var footer = plan.Footer with { Sha256 = digest };
        stream.Write(PlanFooterJson.Line(footer));
        stream.Flush(flushToDisk: true);
        return (from, to, footer);
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The folder is not there or may not be written: then the file was never made.
        }
    }

    /// <summary>The first line alone, whatever follows.</summary>
    public static PlanHeader ReadHeader(string path)
    {
        using var check = new PlanCheck(path);
        try
        {
            return check.Header(LineFile.Lines(path, 0, long.MaxValue).First());
        }
        catch (Exception problem) when (PlanLeads.IsDamage(problem))
        {
            throw check.Damaged("its first line cannot be read");
        }
    }

    /// <summary>Looks at every byte before it believes any: the lines stream from the file afterwards.</summary>
    public static Plan Read(string path)
    {
        using var check = new PlanCheck(path);
        try
        {
            foreach (var line in LineFile.Lines(path, 0, long.MaxValue))
            {
                check.Next(line);
            }
        }
        catch (Exception problem) when (PlanLeads.IsDamage(problem))
        {
            throw check.Damaged($"line {check.Line} cannot be read");
        }

        return check.Finish();
    }
}
