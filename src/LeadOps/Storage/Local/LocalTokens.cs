namespace LeadOps.Storage.Local;

/// <summary>One file a token; the system frees its lock with the process.</summary>
internal sealed class LocalTokens(string folder, TimeProvider clock) : ITokenStore
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(50);

    public IReadOnlyList<string> Names() =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "oauth-*.json")
                    .Select(file => Path.GetFileNameWithoutExtension(file)["oauth-".Length..]),
            ]
            : [];

    public async Task<ITokenSlot> HoldAsync(string name, CancellationToken cancellationToken)
    {
        PrivateFile.CreateFolder(folder);
        var file = Path.Combine(folder, $"oauth-{name}.json");
        while (true)
        {
            try
            {
                return new Slot(
                    file,
                    new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
                );
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                await Task.Delay(LockRetry, clock, cancellationToken);
            }
        }
    }

    private sealed class Slot(string file, FileStream held) : ITokenSlot
    {
        public byte[]? Read() => File.Exists(file) ? File.ReadAllBytes(file) : null;

        public void Write(byte[] content)
        {
            var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
            using (var stream = PrivateFile.Create(temporary))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }

        public ValueTask DisposeAsync() => held.DisposeAsync();
    }
}
