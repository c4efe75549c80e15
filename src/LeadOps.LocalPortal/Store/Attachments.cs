using System.Security.Cryptography;
using System.Text;

namespace LeadOps.LocalPortal.Store;

/// <summary>Files in custom fields: a lead holds their ids, the contents are here and in the data file.</summary>
internal sealed class Attachments(DataFile? file, Func<long> nextId)
{
    private readonly Dictionary<long, (string Name, byte[] Content)> held = [];
    private readonly HashSet<long> dropped = [];
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public bool IsChanged => dropped.Count > 0 || (file is not null && held.Count > 0);

    public long Add(string name, byte[] content)
    {
        var id = nextId();
        held[id] = (name, content);
        return id;
    }

    public void Drop(long id)
    {
        if (!held.Remove(id))
        {
            dropped.Add(id);
        }
    }

    public (string Name, byte[] Content)? Find(long id) =>
        held.TryGetValue(id, out var known) ? known : file?.Attachment(id);

    /// <summary>A token that opens one file; another one at each call, good until the portal stops.</summary>
    public string Token(long id)
    {
        var nonce = Guid.NewGuid().ToString("N");
        return $"crm|{nonce}|{Seal(nonce, id)}";
    }

    public bool Opens(string token, long id) => token.Split('|') is [_, var nonce, var seal] && seal == Seal(nonce, id);

    private string Seal(string nonce, long id) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{nonce}|{id}")))[..32];

    public void WriteThrough(DataFile open)
    {
        foreach (var (id, (name, content)) in held)
        {
            open.PutFile(id, name, content);
        }

        foreach (var id in dropped)
        {
            open.DropFile(id);
        }

        held.Clear();
        dropped.Clear();
    }
}
