using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Names;

/// <summary>Names that emitted types and their members cannot have, because every object, the emitted code or users' code has them.</summary>
internal static class ReservedNames
{
    private static readonly string[] Object =
    [
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize", "ReadJson", "WriteJson",
    ];

    /// <summary>Members of records.</summary>
    public static string[] InRecord { get; } = [.. Object, "AdditionalProperties", "ExplicitNulls", "EqualityContract", "PrintMembers", "Clone"];

    /// <summary>Members of enums.</summary>
    public static string[] InEnum { get; } = [.. Object, "Value", "Kind", "Kinds"];

    /// <summary>Members of the interface of a union and of its record for what is unknown.</summary>
    public static string[] InUnion { get; } = [.. Object, "JsonConverter", "Json", "Raw", "Error", "EqualityContract", "PrintMembers", "Clone"];

    /// <summary>Members of clients.</summary>
    public static string[] InClient { get; } = [.. Object, "Description", "Pipeline", "Registration", "Dispose"];

    /// <summary>Classes of clients that would clash, by themselves or by their interface, with types of .NET and of Microsoft.Extensions.AI.</summary>
    public static string[] OfClients { get; } =
    [
        "ChatClient", "HostedFileClient", "HttpClient", "RealtimeClient", "SmtpClient", "SpeechToTextClient", "TcpClient", "TextToSpeechClient", "UdpClient", "WebClient",
    ];

    /// <summary>Arguments and locals of the emitted methods of clients.</summary>
    public static string[] InCall { get; } =
    [
        "body", "query", "options", "cancellationToken", "request", "form", "i", "item", "page", "pageNumber", "pageCursor", "pageLink", "itemOffset", "token", "reader", "writer",
    ];

    /// <summary>A name for a type, which cannot have the name of one of its members.</summary>
    public static string NameOfType(string name, DraftKind kind = DraftKind.Record) =>
        ForType(kind).Contains(name, StringComparer.OrdinalIgnoreCase) ? name + "Value" : name;

    private static string[] ForType(DraftKind kind) => kind switch
    {
        DraftKind.Enum => InEnum,
        DraftKind.Union or DraftKind.ValueUnion => [.. InUnion, "Value", "From"],
        DraftKind.Tuple => [.. InRecord, "More"],
        DraftKind.Message => [.. InRecord, "Value"],
        DraftKind.Binary => [.. InRecord, "Data"],
        DraftKind.Text => [.. InRecord, "Text"],
        _ => InRecord,
    };
}
