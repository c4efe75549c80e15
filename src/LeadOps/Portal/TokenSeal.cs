using System.Security.Cryptography;
using System.Text;

namespace LeadOps.Portal;

/// <summary>
/// Tokens as stores keep them: sealed with a key that comes from the application's secret, so that whoever sees the
/// store alone cannot use them.
/// </summary>
internal static class TokenSeal
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(byte[] content, string secret)
    {
        using var cipher = new AesGcm(Key(secret), TagSize);
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        var tag = new byte[TagSize];
        var hidden = new byte[content.Length];
        cipher.Encrypt(nonce, content, hidden, tag);
        return [.. nonce, .. tag, .. hidden];
    }

    /// <summary>Null when it was sealed with another secret, or is damaged: then it is as good as not there.</summary>
    public static byte[]? Open(byte[] content, string secret)
    {
        if (content.Length < NonceSize + TagSize)
        {
            return null;
        }

        using var cipher = new AesGcm(Key(secret), TagSize);
        var plain = new byte[content.Length - NonceSize - TagSize];
        try
        {
            cipher.Decrypt(
                content.AsSpan(0, NonceSize),
                content.AsSpan(NonceSize + TagSize),
                content.AsSpan(NonceSize, TagSize),
                plain
            );
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Key(string secret) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            Encoding.UTF8.GetBytes(secret),
            outputLength: 32,
            info: "leadops oauth tokens"u8.ToArray()
        );
}
