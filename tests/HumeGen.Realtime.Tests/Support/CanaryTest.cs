using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HumeGen.Tests;

/// <summary>Base of tests that send a key through faults in every spelling in which programs send or repeat one, and collect every text that a program may log.</summary>
public abstract class CanaryTest : ReconnectTest
{
    protected const string Canary = "Canary+Key/0a1b==%41&9f";

    protected static IReadOnlyDictionary<string, string> Echoes { get; } = new Dictionary<string, string>
    {
        ["as it is"] = Canary,
        ["in an address"] = Uri.EscapeDataString(Canary),
        ["in an address, small hex"] = WebUtility.UrlEncode(Canary).ToLowerInvariant(),
        ["in an address in an address"] = Uri.EscapeDataString(Uri.EscapeDataString(Canary)),
        ["in JSON"] = JavaScriptEncoder.Default.Encode(Canary),
        ["in JSON, all escaped"] = string.Concat(Canary.Select(c => $"\\u{(int)c:X4}")),
        ["in JSON with slashes"] = Canary.Replace("/", "\\/", StringComparison.Ordinal),
        ["in HTML"] = WebUtility.HtmlEncode(Canary),
        ["in HTML, all escaped"] = string.Concat(Canary.Select(c => $"&#x{(int)c:x};")),
        ["in HTML in JSON in an address"] = Uri.EscapeDataString(JavaScriptEncoder.Default.Encode(HtmlEncoder.Default.Encode(Canary))),
        ["in base64"] = Base64(Canary),
        ["in base64 for addresses"] = Base64(Canary).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ["in base64 behind a name"] = Base64($"ann:{Canary}"),
        ["in base64 within more"] = Base64($$"""{"k":"{{Canary}}","n":1}"""),
    };

    protected static IReadOnlyDictionary<string, Func<Wire, string, Task>> Answers { get; } = new Dictionary<string, Func<Wire, string, Task>>
    {
        ["message of 400"] = (w, echo) => w.AnswerAsync("400 No", $$"""{"message":{{Quote(echo)}},"code":{{Quote(echo)}}}""", Json),
        ["page of 401"] = (w, echo) => w.AnswerAsync("401 No", $"<html>{echo}</html>", "Content-Type: text/html\r\n"),
        ["details of 422"] = (w, echo) => w.AnswerAsync("422 No", $$"""{"detail":[{"loc":[{{Quote(echo)}}],"msg":{{Quote(echo)}}}]}""", Json),
        ["header of 403"] = (w, echo) => w.AnswerAsync("403 No", "", $"X-Request-Id: {echo}\r\nX-Echo: a={echo}\r\nSet-Cookie: s={echo}\r\n"),
        ["words of the status 500"] = (w, echo) => w.AnswerAsync($"500 {echo}", echo),
        ["redirect"] = (w, echo) => w.AnswerAsync("302 Found", "", $"Location: https://ann:{Uri.EscapeDataString(echo)}@login.example.test/{Uri.EscapeDataString(echo)}\r\n"),
        ["garbage in place of JSON"] = (w, echo) => w.AnswerAsync("200 OK", $$"""{"id":n{{echo}}""", Json),
        ["media type"] = (w, echo) => w.AnswerAsync("200 OK", "x", $"Content-Type: text/{Uri.EscapeDataString(echo)}\r\n"),
        ["no HTTP"] = async (w, echo) =>
        {
            await w.ReadRequestAsync();
            await w.SendAsync(Encoding.UTF8.GetBytes($"{echo} {echo}\r\n\r\n"));
        },
        ["cut"] = async (w, echo) =>
        {
            await w.ReadRequestAsync();
            await w.SendAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nX-Echo: {echo}\r\nContent-Length: 1000\r\n\r\n{echo}"));
        },
        ["reset"] = async (w, _) =>
        {
            await w.ReadRequestAsync();
            w.Reset();
        },
    };

    protected static string Json => "Content-Type: application/json\r\n";

    public static TheoryData<string> Cases() => [.. Echoes.Keys];

    private protected static ApiClientOptions Options(Uri address, ApiCredential credential, CanaryTexts texts)
    {
        var options = new ApiClientOptions
        {
            BaseAddress = address,
            Credential = credential,
            Random = () => 0,
            MaxRetries = 0,
            TimeProvider = new PatientTime(),
            OnResponse = texts.AddAttempt,
        };
        texts.AddObject(options);
        texts.AddObject(credential);
        return options;
    }

    /// <summary>Expects at least so many texts, none of which tells the key.</summary>
    private protected static void AssertSilent(CanaryTexts texts, string echo, int least)
    {
        Assert.InRange(texts.All.Count, least, int.MaxValue);
        Assert.DoesNotContain(texts.All, text => Spellings.Tell(text, Canary) || text.Contains(echo, StringComparison.OrdinalIgnoreCase) || TellsPacked(text));
    }

    /// <summary>An error of the program that tells a key in all its parts.</summary>
    protected static Exception Telling(string echo) => new InvalidOperationException($"hook {echo}", new IOException(echo)) { Data = { ["key"] = echo } };

    private static bool TellsPacked(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/');
        return Enumerable.Range(0, 3).Any(before => plain.Contains(Base64(new string('a', before) + Canary)[4..^4], StringComparison.Ordinal));
    }

    protected static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
