namespace HumeGen.Generator.Model;

/// <summary>Everything that the given specifications describe.</summary>
/// <param name="Roots">The root namespaces.</param>
/// <param name="LeftOut">Full names of types that the project's choice of areas leaves out.</param>
internal sealed record ApiModel(
    EquatableArray<TypeModel> Types,
    EquatableArray<ClientModel> Clients,
    EquatableArray<RootNamespaceModel> Roots,
    EquatableArray<string> LeftOut);

/// <summary>A root namespace as a document asks for it, and as the project has it.</summary>
internal sealed record RootNamespaceModel(string Own, string Given);

/// <summary>A client: the operations of one group, and the clients of the groups below it.</summary>
/// <param name="Name">The class name; the interface is the same with an I before it.</param>
/// <param name="Root">What only the root client has; null for all others.</param>
internal sealed record ClientModel(
    string Namespace,
    string Name,
    DocModel Doc,
    EquatableArray<OperationModel> Operations,
    EquatableArray<ChannelModel> Channels,
    EquatableArray<ChildClientModel> Children,
    RootModel? Root)
{
    /// <summary>Who sees the client: <c>public</c> or <c>internal</c>.</summary>
    public string Access { get; init; } = "public";

    public string FullName => $"global::{Namespace}.{Name}";

    /// <summary>Full names of all types that are emitted for it.</summary>
    public IEnumerable<string> Names => [FullName, $"global::{Namespace}.I{Name}", .. Channels.Select(c => $"global::{c.Namespace}.{c.Name}")];
}

/// <summary>A client below another one.</summary>
/// <param name="Property">The property that leads to it.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its class name.</param>
internal sealed record ChildClientModel(string Property, string Namespace, string Name, DocModel Doc);

/// <summary>Where the API is and how a caller shows who they are.</summary>
/// <param name="ApiKeyQuery">The query parameter that takes an API key in place of the header; null when there is none.</param>
/// <param name="ApiKeyCookie">The cookie that takes an API key in place of the header; null when there is none.</param>
/// <param name="TokenServer">The address of the server that hands out tokens, where it is not the API's own.</param>
/// <param name="Login">What the shortest constructor takes.</param>
/// <param name="IsOpen">Whether the specification asks for no credential at all.</param>
internal sealed record RootModel(
    string ApiName,
    string BaseAddress,
    string ApiKeyHeader,
    string? ApiKeyQuery,
    string? ApiKeyCookie,
    bool IsOpen,
    LoginKind Login,
    string? ApiKeyVariable,
    string? TokenServer,
    string? TokenPath);

/// <summary>What a client is usually made with.</summary>
internal enum LoginKind
{
    ApiKey,
    AccessToken,
    Basic,
}

/// <summary>One call.</summary>
/// <param name="Name">The method's name, without <c>Async</c>.</param>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="Server">The address that this call goes to in place of the API's own; null when it has none.</param>
/// <param name="Query">Query, header and cookie parameters; null when there are none.</param>
internal sealed record OperationModel(
    string Name,
    string Method,
    string Path,
    string? Server,
    DocModel Doc,
    EquatableArray<ParameterModel> PathParameters,
    ParametersModel? Query,
    BodyModel? Body,
    ResponseModel Response);

/// <summary>Query, header and cookie parameters of a call, given as one record.</summary>
/// <param name="TypeName">The record's full name.</param>
/// <param name="Required">Whether one of them is required.</param>
internal sealed record ParametersModel(string TypeName, bool Required, EquatableArray<ParameterModel> Parameters);

/// <summary>Where a parameter goes.</summary>
internal enum ParameterPlace
{
    Path,
    Query,

    /// <summary>An object in the query, written as <c>name[member]=value</c>.</summary>
    DeepQuery,
    Header,
    Cookie,

    /// <summary>An object whose members are the whole query.</summary>
    WholeQuery,
}

/// <summary>How a parameter is spelt, by the names that the runtime has for it.</summary>
internal enum ParameterSpelling
{
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Label,
    Matrix,
    Json,
}

/// <summary>A parameter.</summary>
/// <param name="Name">The property of the record, or the argument of the method.</param>
/// <param name="Explode">Whether a list repeats the name; otherwise its items are joined by commas.</param>
internal sealed record ParameterModel(
    string WireName, string Name, TypeRef Type, bool Required, ParameterPlace Place, ParameterSpelling Spelling, bool Explode, DocModel Doc);

/// <summary>How a request body is written.</summary>
internal enum BodyKind
{
    Json,
    Multipart,
    UrlEncoded,
    File,
    Text,
}

/// <summary>A request body.</summary>
/// <param name="Type">The C# type of the argument.</param>
/// <param name="ContentType">The media type as the specification has it.</param>
/// <param name="Parts">For forms: what the record's properties become.</param>
internal sealed record BodyModel(BodyKind Kind, TypeRef Type, bool Required, string Doc, string ContentType, EquatableArray<PartModel> Parts);

/// <summary>How a list is spelt in a form.</summary>
internal enum ArraySpelling
{
    Repeat,
    Indexed,
    Json,

    /// <summary>Items joined by commas.</summary>
    Joined,

    /// <summary>An object with its members in brackets.</summary>
    Deep,
}

/// <summary>A part of a form.</summary>
/// <param name="Property">The record's property that it is written from.</param>
/// <param name="ContentType">The media type that the specification gives the part; null when it says nothing.</param>
internal sealed record PartModel(PropertyModel Property, ArraySpelling Array, string? ContentType);

/// <summary>What a call gives back.</summary>
internal enum ResponseKind
{
    None,
    Json,
    Text,
    Binary,

    /// <summary>JSON values one after another, as lines or as server-sent events.</summary>
    Items,
    Page,
}

/// <summary>A response.</summary>
/// <param name="Type">The C# type of the result or of an item; null for none, text and binary.</param>
/// <param name="MayBeEmpty">Whether a success may come without a body.</param>
/// <param name="Paging">How to go from page to page.</param>
internal sealed record ResponseModel(ResponseKind Kind, TypeRef? Type, string Accept, string Doc, bool MayBeEmpty, PagingModel? Paging);

/// <summary>How a paged list is walked.</summary>
/// <param name="PageParameter">The property of the query record that takes the page number.</param>
/// <param name="PageRequired">Whether that must be given; otherwise the first page is 0.</param>
/// <param name="Items">The property of the page that holds the items.</param>
/// <param name="Number">The property of the page that tells its own number; null when there is none.</param>
/// <param name="Total">The property of the page that tells how many pages there are; null when there is none.</param>
internal sealed record PagingModel(string PageParameter, bool PageRequired, string Items, TypeRef ItemType, string? Total, string? Number);
