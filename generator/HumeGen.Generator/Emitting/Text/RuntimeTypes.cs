namespace HumeGen.Generator.Emitting.Text;

/// <summary>
/// Full names of the types that emitted code refers to. Always with <c>global::</c>, since a specification may call a schema <c>Task</c> or
/// <c>System</c>; only the type that is being declared goes by its name alone.
/// </summary>
internal static class RuntimeTypes
{
    public const string Json = "global::System.Text.Json";
    public const string Reader = Json + ".Utf8JsonReader";
    public const string Writer = Json + ".Utf8JsonWriter";
    public const string JsonTokenType = Json + ".JsonTokenType";
    public const string JsonElement = Json + ".JsonElement";
    public const string JsonValueKind = Json + ".JsonValueKind";
    public const string JsonSerializer = Json + ".JsonSerializer";
    public const string JsonSerializerOptions = Json + ".JsonSerializerOptions";
    public const string Converter = Json + ".Serialization.JsonConverter";

    public const string Runtime = "global::HumeGen";
    public const string ApiJson = Runtime + ".Json.ApiJson";
    public const string JsonRead = Runtime + ".Json.JsonRead";
    public const string JsonWrite = Runtime + ".Json.JsonWrite";
    public const string PropertyNames = Runtime + ".Json.PropertyNames";
    public const string Writable = Runtime + ".Json.IJsonWritable";
    public const string Model = Runtime + ".Json.IJsonReadable";
    public const string ModelConverter = Runtime + ".Json.ModelJsonConverter";
    public const string FilePart = Runtime + ".FilePart";
    public const string MultipartFormBody = Runtime + ".MultipartFormBody";
    public const string FormBody = Runtime + ".FormBody";
    public const string Pipeline = Runtime + ".ApiPipeline";
    public const string Description = Runtime + ".ApiDescription";
    public const string Registration = Runtime + ".ApiClientRegistration";
    public const string ClientOptions = Runtime + ".ApiClientOptions";
    public const string ApiError = Runtime + ".ApiError";
    public const string ErrorException = Runtime + ".ApiErrorException";
    public const string Code = Runtime + ".IApiCode";
    public const string UnknownJson = Runtime + ".Json.IUnknownJson";
    public const string Credential = Runtime + ".ApiCredential";
    public const string CallException = Runtime + ".ApiClientException";
    public const string Request = Runtime + ".ApiRequest";
    public const string ApiCallOptions = Runtime + ".ApiCallOptions";
    public const string ParameterStyle = Runtime + ".ParameterStyle";
    public const string ApiBody = Runtime + ".ApiBody";
    public const string Text = Runtime + ".ApiText";
    public const string RecordText = Runtime + ".Json.RecordText";
    public const string Pageable = Runtime + ".AsyncPageable";
    public const string PagedLists = Runtime + ".PagedLists";
    public const string BinaryResponse = Runtime + ".BinaryResponse";

    public const string BinaryMessage = Runtime + ".IBinaryMessage";
    public const string TextMessage = Runtime + ".ITextMessage";
    public const string RealtimeRequest = Runtime + ".RealtimeRequest";
    public const string RealtimeOptions = Runtime + ".RealtimeOptions";
    public const string RealtimeSocket = Runtime + ".RealtimeSocket";
    public const string RealtimeSessionRules = Runtime + ".RealtimeSessionRules";
    public const string RealtimeConnection = Runtime + ".RealtimeConnection";
    public const string IRealtimeConnection = Runtime + ".IRealtimeConnection";
    public const string FakeChannel = Runtime + ".Testing.FakeChannel";

    public const string ArgumentException = "global::System.ArgumentException";
    public const string ArgumentNullException = "global::System.ArgumentNullException";
    public const string AssemblyMetadata = "global::System.Reflection.AssemblyMetadata";
    public const string Array = "global::System.Array";
    public const string DateOnly = "global::System.DateOnly";
    public const string TimeSpan = "global::System.TimeSpan";
    public const string DateTimeOffset = "global::System.DateTimeOffset";
    public const string Disposable = "global::System.IDisposable";
    public const string Equatable = "global::System.IEquatable";
    public const string Exception = "global::System.Exception";
    public const string HttpStatusCode = "global::System.Net.HttpStatusCode";
    public const string GeneratedCode = "global::System.CodeDom.Compiler.GeneratedCode";
    public const string Guid = "global::System.Guid";
    public const string MemoryExtensions = "global::System.MemoryExtensions";
    public const string Obsolete = "global::System.Obsolete";
    public const string Bytes = "global::System.ReadOnlyMemory<byte>";
    public const string Type = "global::System.Type";
    public const string Uri = "global::System.Uri";

    public const string UriKind = "global::System.UriKind";

    public const string ItemForm = "global::HumeGen.ItemForm";

    public const string KeyPlace = "global::HumeGen.ApiKeyPlace";
    public const string Encoding = "global::System.Text.Encoding";
    public const string StringBuilder = "global::System.Text.StringBuilder";
    public const string HttpMethod = "global::System.Net.Http.HttpMethod";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string AsyncEnumerable = "global::System.Collections.Generic.IAsyncEnumerable";
    public const string Enumerable = "global::System.Collections.Generic.IEnumerable";
    public const string KeyValuePair = "global::System.Collections.Generic.KeyValuePair";
    public const string List = "global::System.Collections.Generic.List";
    public const string ReadOnlyList = "global::System.Collections.Generic.IReadOnlyList";
    public const string Dictionary = "global::System.Collections.Generic.Dictionary";
    public const string ReadOnlyDictionary = "global::System.Collections.Generic.IReadOnlyDictionary";
}
