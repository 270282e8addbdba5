using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests.Binding;

/// <summary>Clients have the names of their places, unless users have types of these names beside them.</summary>
public class ClientNameTests
{
    private static readonly GeneratorRun Run = GeneratorRun.Of(ConstructTests.Specs("client-names"));

    [Fact]
    public void A_name_that_users_have_beside_it_gets_the_parents_name_in_front() => Assert.Equal(
        [
            "Sample.ITodoClient Chat: Sample.ITodoChatClient",
            "Sample.ITodoClient Store: Sample.Store.IStoreClient",
            "Sample.ITodoClient Tasks: Sample.ITasksClient",
            "Sample.Store.Http.IStoreHttpClient Web: Sample.IHttpWebClient",
            "Sample.Store.IStoreClient HostedFile: Sample.IStoreHostedFileClient",
            "Sample.Store.IStoreClient Http: Sample.Store.Http.IStoreHttpClient",
        ],
        Run.TypeNames().Select(t => Run.Output.GetTypeByMetadataName(t)!).Where(t => t.TypeKind == TypeKind.Interface)
            .SelectMany(t => t.GetMembers().OfType<IPropertySymbol>().Select(p => $"{t.ToDisplayString()} {p.Name}: {p.Type.ToDisplayString()}"))
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Sample.ApiClient", "ApiChatClient")]
    [InlineData("Sample.Api", "ApiChatClient")]
    [InlineData("Sample.Client", "ClientChatClient")]
    public void The_parents_name_is_that_of_the_root_without_the_word_client(string root, string type) =>
        Assert.Contains("Sample." + type, GeneratorRun.Of("""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            x-humegen: {namespace: Sample, client: ROOT, groups: {chat: Chat}}
            paths:
              /chat: {post: {operationId: say, tags: [chat], responses: {'204': {description: Done.}}}}
            components: {}
            """.Replace("ROOT", root, StringComparison.Ordinal)).TypeNames());

    // The run fails when its user's code does not compile.
    [Fact]
    public void Code_with_the_usual_namespaces_names_types_of_both() => GeneratorRun.Of(ConstructTests.Specs("client-names"), userCode: """
        using System.Net;
        using System.Net.Http;
        using Sample;
        using Sample.Store.Http;
        static class User
        {
            static HttpClient Http => new();
            static StoreHttpClient OfStore(TodoClient todo) => (StoreHttpClient)todo.Store.Http;
        }
        """);
}
