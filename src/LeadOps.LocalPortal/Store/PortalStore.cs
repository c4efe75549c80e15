using System.Security.Cryptography;

namespace LeadOps.LocalPortal.Store;

/// <summary>
/// All leads in memory, in the order of their ids, and written through to the data file at the end of each request.
/// </summary>
internal sealed class PortalStore : IDisposable
{
    private readonly DataFile? file;
    private readonly List<Lead> leads = [];
    private readonly Dictionary<long, Lead> byId = [];
    private readonly Facts facts;
    private readonly HashSet<long> changed = [];
    private readonly HashSet<long> deleted = [];

    /// <param name="wait">How long another portal may hold the file.</param>
    /// <param name="secret">Of the webhooks; null keeps the data's own, or invents one.</param>
    public PortalStore(string? dataFile, TimeSpan wait, string? secret = null)
    {
        file = dataFile is null ? null : DataFile.Open(dataFile, wait);
        try
        {
            facts = new Facts(file);
            Load();
            Catalogue = Catalogue.Open(facts["catalogue"]);
        }
        catch (Exception problem)
            when (problem
                    is Microsoft.Data.Sqlite.SqliteException
                        or System.Text.Json.JsonException
                        or FormatException
                        or InvalidOperationException
            )
        {
            file?.Dispose();
            throw new LocalPortalException(DataFilePath.Explain(dataFile ?? "", problem), problem);
        }

        Secret =
            secret
            ?? facts["secret"]
            ?? (file is null ? "local" : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        Keep("secret", Secret);
        Files = new Attachments(file, () => Next("file", 7000));
    }

    public bool IsNew => facts["last_id"] is null && leads.Count == 0;

    public string Secret { get; }

    public Catalogue Catalogue { get; }

    public LeadIndex Index { get; } = new();

    public Attachments Files { get; }

    public StageMoves Moves { get; } = new();

    public IReadOnlyList<Lead> Leads => leads;

    public Lead? Find(long id) => byId.GetValueOrDefault(id);

    public Lead Create()
    {
        var lead = new Lead(Next("last_id", 0));
        Add(lead);
        changed.Add(lead.Id);
        return lead;
    }

    public void Touch(Lead lead)
    {
        Index.Update(lead);
        changed.Add(lead.Id);
    }

    public void Delete(Lead lead)
    {
        Index.Remove(lead);
        byId.Remove(lead.Id);
        leads.RemoveAt(IndexAfter(lead.Id - 1));
        Moves.Forget(lead.Id);
        changed.Remove(lead.Id);
        deleted.Add(lead.Id);
    }

    /// <summary>The next number of a sequence; numbers are never given twice, not after a restart either.</summary>
    public long Next(string name, long after) => facts.Next(name, after);

    public long NextMultifieldId() => Next("multifield_id", 5000);

    public void Moved(long owner, int type, string time, string statusId, string semantics) =>
        Moves.Add(new StageMove(Next("stage", 900), type, owner, time, statusId, semantics), isNew: true);

    public string? Kept(string name) => facts[name];

    /// <summary>Keeps a small fact with the data.</summary>
    public void Keep(string name, string value) => facts.Keep(name, value);

    /// <summary>Index of the first lead whose id is greater.</summary>
    public int IndexAfter(long id)
    {
        var (low, high) = (0, leads.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = leads[middle].Id <= id ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public void Commit()
    {
        if (
            file is not null
            && (
                changed.Count > 0
                || deleted.Count > 0
                || Moves.Unsaved.Count > 0
                || Catalogue.IsChanged
                || Files.IsChanged
            )
        )
        {
            file.Write(WriteThrough);
        }

        changed.Clear();
        deleted.Clear();
        Moves.Saved();
        facts.Saved();
    }

    public void Dispose() => file?.Dispose();

    private void WriteThrough(DataFile open)
    {
        foreach (var id in changed)
        {
            open.PutLead(id, LeadJson.Write(byId[id]));
        }

        foreach (var id in deleted)
        {
            open.DropLead(id);
            open.DropStages(id);
        }

        Moves.Unsaved.ForEach(open.PutStage);
        Files.WriteThrough(open);
        facts.WriteThrough(open);
        if (Catalogue.IsChanged)
        {
            open.PutMeta("catalogue", Catalogue.Save());
        }
    }

    private void Load()
    {
        if (file is not { } open)
        {
            return;
        }

        foreach (var lead in open.Leads())
        {
            Add(lead);
            Index.Update(lead);
        }

        foreach (var move in open.StageMoves())
        {
            Moves.Add(move, isNew: false);
        }

        facts.Begin("last_id", leads.Count > 0 ? leads[^1].Id : 0);
    }

    private void Add(Lead lead)
    {
        leads.Add(lead);
        byId[lead.Id] = lead;
    }
}
