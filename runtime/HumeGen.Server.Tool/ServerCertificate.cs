using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HumeGen.Server.Tool;

/// <summary>Reads certificates from PEM and PFX files.</summary>
internal static class ServerCertificate
{
    /// <summary>Reads a certificate with its private key, and those that follow it in the file.</summary>
    /// <param name="path">A PEM or PFX file.</param>
    /// <param name="keyPath">A PEM file with the private key; null when the key is in the first file.</param>
    /// <param name="password">The password of the private key; null for none.</param>
    /// <returns>The certificate first, the others of the file behind it.</returns>
    /// <exception cref="ToolException">A file cannot be read or does not fit.</exception>
    public static X509Certificate2Collection Load(string path, string? keyPath, string? password)
    {
        var bytes = Read(path);
        var isPem = bytes.AsSpan().IndexOf("-----BEGIN"u8) >= 0;
        if (!isPem && keyPath is not null)
            throw new ToolException($"{path} is not a PEM file, so {keyPath} has nothing to belong to: a PFX file contains its private key.");

        try
        {
            return isPem ? FromPem(path, keyPath ?? path, password) : FromPfx(path, bytes, password);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ToolException(Explain(path, keyPath, password, isPem, e));
        }
    }

    /// <summary>Reads the password in the first line of a file.</summary>
    /// <exception cref="ToolException">The file cannot be read.</exception>
    public static string Password(string path) => Encoding.UTF8.GetString(Read(path)).Split('\n')[0].TrimEnd('\r');

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"The file {path} cannot be read: {e.Message}");
        }
    }

    private static X509Certificate2Collection FromPem(string path, string keyPath, string? password)
    {
        var keyText = Encoding.UTF8.GetString(Read(keyPath));
        if (!keyText.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw new ToolException($"{keyPath} has no private key. Name the PEM file that has it by --certificate-key.");

        var isEncrypted = keyText.Contains("ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (isEncrypted && password is null)
            throw new ToolException($"The private key in {keyPath} is encrypted. Name its password by {ServerOptions.PasswordVariable} or --certificate-password-file.");

        var certificate = isEncrypted ? X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath) : X509Certificate2.CreateFromPemFile(path, keyPath);
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(path);
        all[0] = Usable(certificate);
        return all;
    }

    // The TLS of Windows does not take a key that is in memory only.
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null) : certificate;

    private static X509Certificate2Collection FromPfx(string path, byte[] bytes, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12Collection(bytes, password, X509KeyStorageFlags.DefaultKeySet);
        var own = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new ToolException($"{path} has no certificate with a private key.");
        all.Remove(own);
        all.Insert(0, own);
        return all;
    }

    private static string Explain(string path, string? keyPath, string? password, bool isPem, Exception e)
    {
        var attempt = password is null ? $"without a password ({ServerOptions.PasswordVariable} names one)" : "with the password that was given";
        return isPem
            ? $"The certificate {path} and the private key {keyPath ?? path} cannot be used together: {e.Message}"
            : $"{path} is neither a PEM file nor a PFX file that opens {attempt}: {e.Message}";
    }
}
