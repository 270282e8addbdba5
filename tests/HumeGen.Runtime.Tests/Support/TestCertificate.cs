using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HumeGen.Tests;

/// <summary>A certificate for this machine, made when the tests run, and a way to trust it and nothing else.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 Server { get; } = Create();

    /// <summary>A handler such as the client's own, which trusts the certificate.</summary>
    public static HttpMessageHandler CreateHandler(ApiClientOptions? options = null)
    {
        var handler = (options ?? new ApiClientOptions()).CreateHandler();
        Trust((SocketsHttpHandler)((DelegatingHandler)handler).InnerHandler!);
        return handler;
    }

    public static void Trust(SocketsHttpHandler handler)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(Server);
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }

    private static X509Certificate2 Create()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
