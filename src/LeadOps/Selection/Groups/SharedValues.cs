using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LeadOps.Fields;
using LeadOps.Storage;

namespace LeadOps.Selection.Groups;

/// <summary>Which leads have a value in common. Of a value it keeps 128 bits of its SHA-256, sorted.</summary>
internal sealed class SharedValues : IDisposable
{
    private readonly SortedRuns<Owner> owners = new();

    public void Add(int row, LeadId lead, GroupKey key) => owners.Add(new Owner(Digest(key), lead.Value, row));

    /// <summary>Leads that stand behind each other under one value share it.</summary>
    public Unions Joined()
    {
        var unions = new Unions();
        var before = default(Owner);
        foreach (var owner in owners.Read())
        {
            if (owner.Row == before.Row && owner.Value == before.Value && owner.Lead != before.Lead)
            {
                unions.Join(owner.Row, before.Lead, owner.Lead);
            }

            before = owner;
        }

        return unions;
    }

    private static UInt128 Digest(GroupKey key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes<char>($"{key.Field} {key.Value}"), digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    public void Dispose() => owners.Dispose();

    private readonly record struct Owner(UInt128 Value, long Lead, int Row) : IComparable<Owner>
    {
        public int CompareTo(Owner other) =>
            Row != other.Row ? Row.CompareTo(other.Row)
            : Value != other.Value ? Value.CompareTo(other.Value)
            : Lead.CompareTo(other.Lead);
    }
}
