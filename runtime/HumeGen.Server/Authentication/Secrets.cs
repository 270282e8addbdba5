using System.Security.Cryptography;
using System.Text;

namespace HumeGen.Server.Authentication;

/// <summary>Makes secrets at random, and compares them. They have 192 bits at least, so that a fast hash is as good as a slow one.</summary>
internal static class Secrets
{
    public static string New(int bytes = 24) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether a secret has a hash. The time says nothing about the secret, not even how long it is.</summary>
    public static bool HasHash(string secret, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));
}
