using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Leads;

/// <summary>
/// The last writes of each lead since the portal started. Whoever is about to change a lead calls <see cref="Watch"/>
/// first; what the request made of it is recorded by <see cref="Settle"/>.
/// </summary>
internal sealed class LeadHistory(PortalClock clock)
{
    private const int MostWritesOfALead = 50;
    private const int MostLeads = 2000;

    private readonly Dictionary<long, List<LeadWrite>> writes = [];
    private readonly Queue<long> leads = new();
    private readonly Dictionary<long, (Lead Lead, Actor By, Dictionary<string, string> Before, bool IsNew)> open = [];

    /// <summary>Who writes until somebody else does.</summary>
    public Actor By { get; private set; } = new(1, "");

    /// <summary>Told of each write.</summary>
    public Action<LeadWrite>? Recorded { get; set; }

    public IReadOnlyList<LeadWrite> Of(long lead) => writes.GetValueOrDefault(lead) ?? (IReadOnlyList<LeadWrite>)[];

    /// <summary>Runs a part of the work in somebody else's name.</summary>
    public void As(Actor by, Action work)
    {
        var before = By;
        By = by;
        try
        {
            work();
        }
        finally
        {
            By = before;
        }
    }

    /// <summary>Remembers the lead as it is; of two actors in one request each gets his own write.</summary>
    public void Watch(Lead lead, bool isNew = false)
    {
        if (open.TryGetValue(lead.Id, out var known) && known.By == By)
        {
            return;
        }

        Close(lead.Id);
        open[lead.Id] = (lead, By, isNew ? [] : LeadPicture.Of(lead), isNew);
    }

    public void Deleted(Lead lead)
    {
        Close(lead.Id);
        Record(lead, By, "deleted", LeadPicture.Changes(LeadPicture.Of(lead), new Dictionary<string, string>()));
    }

    /// <summary>The request is over.</summary>
    public void Settle()
    {
        foreach (var id in open.Keys.ToList())
        {
            Close(id);
        }
    }

    private void Close(long id)
    {
        if (!open.Remove(id, out var watched))
        {
            return;
        }

        var changes = LeadPicture.Changes(watched.Before, LeadPicture.Of(watched.Lead));
        if (changes.Count > 0)
        {
            Record(watched.Lead, watched.By, watched.IsNew ? "created" : "changed", changes);
        }
    }

    private void Record(Lead lead, Actor by, string kind, IReadOnlyList<FieldChange> changes)
    {
        if (!writes.TryGetValue(lead.Id, out var list))
        {
            writes[lead.Id] = list = [];
            leads.Enqueue(lead.Id);
            if (leads.Count > MostLeads)
            {
                writes.Remove(leads.Dequeue());
            }
        }

        if (list.Count == MostWritesOfALead)
        {
            list.RemoveAt(0);
        }

        var write = new LeadWrite(lead.Id, lead["TITLE"] ?? "", clock.Now(), by, kind, changes);
        list.Add(write);
        Recorded?.Invoke(write);
    }
}
