using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>Names that conventions of frameworks and the extensions of other tools give to clients, methods, types, properties and parameters.</summary>
public class NamingConventionTests
{
    [Theory]
    // FastAPI: function, path and method.
    [InlineData("get", "/items/{item_id}", "read_item_items__item_id__get", "items", "Items.ReadItemAsync")]
    [InlineData("post", "/v1/text-to-speech/{voice_id}/stream", "text_to_speech_stream_v1_text_to_speech__voice_id__stream_post", null, "TextToSpeechStreamAsync")]
    [InlineData("get", "/", "root__get", null, "RootAsync")]
    [InlineData("delete", "/items/{item_id}", "items_delete_items__item_id__delete", "items", "Items.DeleteAsync")]
    // The tail is of another path, of another method, or all that there is.
    [InlineData("get", "/v2/items", "read_items_v1_items_get", null, "ReadItemsV1ItemsGetAsync")]
    [InlineData("put", "/items", "save_items_post", null, "SaveItemsPostAsync")]
    [InlineData("get", "/items", "_items_get", null, "ItemsGetAsync")]
    // The tag in front of the name.
    [InlineData("get", "/issues", "issues/list", "issues", "Issues.ListAsync")]
    [InlineData("get", "/issues", "issues_list", "Issues", "Issues.ListAsync")]
    [InlineData("get", "/issues", "IssuesList", "Issues", "Issues.ListAsync")]
    [InlineData("get", "/alerts", "code-scanning/list-alerts", "code-scanning", "CodeScanning.ListAlertsAsync")]
    // It is part of a word, it is all that there is, or what follows is no name.
    [InlineData("get", "/issues", "issuesets_list", "issues", "Issues.IssuesetsListAsync")]
    [InlineData("get", "/issues", "issues", "issues", "Issues.IssuesAsync")]
    [InlineData("get", "/pets", "petsByStatus", "pets", "Pets.PetsByStatusAsync")]
    [InlineData("get", "/pets", "pets_2", "pets", "Pets.Pets2Async")]
    // The way to a tag.
    [InlineData("get", "/projects", "list_projects", "manage > v1 > projects", "Manage.V1.Projects.ListProjectsAsync")]
    [InlineData("get", "/keys", "manage-keys", "Manage>Keys", "Manage.Keys.ManageKeysAsync")]
    [InlineData("get", "/odd", "odd_one", "a >> b", "AB.OddOneAsync")]
    [InlineData("get", "/odd", "odd_one", " > ", "U0020_U003E_U0020.OddOneAsync")]
    public void Ids_and_tags_give_names(string method, string path, string id, string? tag, string expected)
    {
        var parameters = Regex.Matches(path, @"\{(\w+)\}").Select(m => $"{{name: {m.Groups[1].Value}, in: path, required: true, schema: {{type: string}}}}");
        Assert.Equal([expected], Calls($"{path}: {{{method}: {{operationId: '{id}'{(tag is null ? "" : $", tags: ['{tag}']")}, parameters: [{string.Join(", ", parameters)}], DONE}}}}"));
    }

    [Theory]
    [InlineData("x-fern-sdk-group-name: chat, x-fern-sdk-method-name: create", "Chat.CreateAsync")]
    [InlineData("x-fern-sdk-group-name: [empathic, chatGroups], x-fern-sdk-method-name: list-events", "Empathic.ChatGroups.ListEventsAsync")]
    [InlineData("x-speakeasy-group: users.keys, x-speakeasy-name-override: rotate", "Users.Keys.RotateAsync")]
    [InlineData("x-speakeasy-name-override: rotate, tags: [users]", "Users.RotateAsync")]
    [InlineData("x-fern-sdk-method-name: create, x-humegen-name: Make", "MakeAsync")]
    [InlineData("x-fern-sdk-group-name: chat, x-humegen-group: Talk", "Talk.TheIdAsync")]
    [InlineData("x-speakeasy-group: .users..keys., x-speakeasy-name-override: rotate", "Users.Keys.RotateAsync")]
    [InlineData("x-speakeasy-group: users, tags: [mapped]", "Given.TheIdAsync")]
    [InlineData("x-fern-sdk-group-name: 5, x-fern-sdk-method-name: [create]", "TheIdAsync")]
    public void Extensions_of_other_tools_at_calls(string members, string expected) =>
        Assert.Equal([expected], Calls($"/a: {{post: {{operationId: the_id, {members}, DONE}}}}", "groups: {mapped: Given}"));

    [Fact]
    public void A_name_that_another_call_of_the_client_has_is_not_cut() => Assert.Equal(
        ["Issues.IssuesListAsync", "Issues.ListAsync", "ReadItemsGetAsync", "ReadThingsGetAsync", "SameAAsync", "SameBAsync"],
        Calls("""
            /issues: {get: {operationId: issues_list, tags: [issues], DONE}}
            /mine: {get: {operationId: list, tags: [issues], DONE}}
            /items: {get: {operationId: read_items_get, DONE}}
            /things: {get: {operationId: read_things_get, DONE}}
            /a: {get: {operationId: same_a, x-fern-sdk-method-name: same, DONE}}
            /b: {get: {operationId: same_b, x-fern-sdk-method-name: same, DONE}}
            """));

    [Fact]
    public void The_same_name_in_two_clients_is_cut_and_types_stay_apart()
    {
        const string Answer = "responses: {'200': {description: D., content: {application/json: {schema: {type: object, properties: {$1: {type: string}}}}}}}";
        const string Paths = """
            /issues: {get: {operationId: issues/list, tags: [issues], ANSWER: issue}}
            /pulls: {get: {operationId: pulls/list, tags: [pulls], ANSWER: pull}}
            """;
        var run = Run(Regex.Replace(Paths, @"ANSWER: (\w+)", Answer));

        Assert.Equal(["Issues.ListAsync", "Pulls.ListAsync"], Calls(run));
        Assert.Equal(["Shop.IssuesListResponse", "Shop.PullsListResponse"], run.TypeNamesOfTheSpecification().Where(n => n.Contains("ListResponse", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_document_turns_conventions_off() => Assert.Equal(
        ["Issues.IssuesListAsync", "ManageV1Keys.KeysAsync", "ReadItemItemsGetAsync", "TheIdAsync"],
        Calls(
            """
            /issues: {get: {operationId: issues_list, tags: [issues], DONE}}
            /items: {get: {operationId: read_item_items_get, DONE}}
            /keys: {get: {operationId: keys, tags: ['manage > v1 > keys'], DONE}}
            /a: {post: {operationId: the_id, x-fern-sdk-group-name: chat, x-speakeasy-name-override: create, DONE}}
            """,
            "conventions: false"));

    [Fact]
    public void Types_properties_and_parameters_have_the_names_of_other_tools()
    {
        var run = Run(
            """
            /a:
              get:
                operationId: find
                parameters:
                  - {name: q, in: query, x-fern-parameter-name: search_text, schema: {type: string}}
                  - {name: n, in: query, x-stainless-naming: {csharp: {method_argument: number}}, schema: {type: integer}}
                  - {name: p, in: query, x-speakeasy-name-override: page, x-humegen-name: Sheet, schema: {type: integer}}
                responses: {'200': {description: D., content: {application/json: {schema: {$ref: '#/components/schemas/thing_v2'}}}}}
            """,
            schemas: """
                    thing_v2:
                      type: object
                      x-fern-type-name: Thing
                      properties:
                        t: {type: string, x-fern-property-name: title}
                        s: {type: string, x-speakeasy-name-override: subtitle}
                        m: {type: object, x-fern-type-name: Mood, properties: {x: {type: string}}}
                        k: {$ref: '#/components/schemas/kind_v2'}
                    kind_v2: {type: string, enum: [a, b], x-stainless-naming: {csharp: {type_name: Sort}, python: {type_name: PySort}}}
                    old_v2: {type: object, x-speakeasy-name-override: Old, x-humegen-name: Ancient, properties: {y: {type: string}}}
                """);

        AssertHas(run.TypeNamesOfTheSpecification(), "Shop.Thing", "Shop.Mood", "Shop.Sort", "Shop.Ancient");
        AssertHas(PropertyNames(run, "Shop.Thing"), "Title", "Subtitle", "M", "K");
        AssertHas(PropertyNames(run, "Shop.FindRequest"), "SearchText", "Number", "Sheet");
    }

    [Fact]
    public void Forms_of_FastAPI_are_named_after_their_functions()
    {
        const string Form = "requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Body_$1'}}}}";
        const string Paths = """
            /files: {post: {operationId: upload_files_post, FORM(upload_files_post), DONE}}
            /a: {post: {operationId: save_a_post, FORM(save_a_post), DONE}}
            /b: {post: {operationId: save_b_post, FORM(save_b_post), DONE}}
            /c: {post: {operationId: other, FORM(of_no_operation_c_post), DONE}}
            """;
        const string Schema = "    Body_$1: {type: object, properties: {$1: {type: string}}}\n";
        string[] keys = ["upload_files_post", "save_a_post", "save_b_post", "of_no_operation_c_post"];

        var run = Run(Regex.Replace(Paths, @"FORM\((\w+)\)", Form), schemas: string.Concat(keys.Select(k => Schema.Replace("$1", k, StringComparison.Ordinal))));

        AssertHas(run.TypeNames(), "Shop.BodyUpload", "Shop.BodySaveAPost", "Shop.BodySaveBPost", "Shop.BodyOfNoOperationCPost");
        Assert.DoesNotContain("Shop.BodyUploadFilesPost", run.TypeNames());
    }

    [Fact]
    public void Channels_have_the_clients_of_other_tools()
    {
        var run = GeneratorRun.Of("""
            asyncapi: 2.6.0
            info: {title: Talk, version: '1'}
            x-humegen: {client: Shop.ShopClient}
            servers: {main: {url: 'wss://talk.example', protocol: wss}}
            channels:
              /v1/listen: {x-fern-sdk-group-name: [listen, v1], subscribe: {message: {name: heard, payload: {type: object, properties: {text: {type: string}}}}}}
            """);

        Assert.Contains("Shop.V1Connection", run.TypeNames());
        Assert.Equal(["Listen.V1.ConnectAsync"], Calls(run));
    }

    [Fact]
    public void Calls_of_one_id_get_a_word_of_their_path_or_method() => Assert.Equal(
        ["FetchAsync", "FetchPostAsync", "FetchUsersAsync", "ListAsync", "ListItemsAsync"],
        Calls(Run("""
            /fetch: {get: {operationId: fetch, DONE}}
            /items: {get: {operationId: list, DONE}, post: {operationId: listItems, DONE}}
            /users: {get: {operationId: fetch, DONE}}
            /users/{id}: {post: {operationId: fetch, parameters: [{name: id, in: path, required: true, schema: {type: string}}], DONE}}
            """, expectDiagnostics: true)));

    [Fact]
    public void Parameters_of_one_name_say_their_places() => AssertHas(
        PropertyNames(
            Run("""
                /a:
                  get:
                    operationId: find
                    parameters:
                      - {name: session, in: cookie, schema: {type: string}}
                      - {name: Session, in: header, schema: {type: string}}
                      - {name: session, in: query, schema: {type: string}}
                      - {name: depth, in: header, schema: {type: string}}
                    DONE
                """),
            "Shop.FindRequest"),
        "Session", "SessionHeader", "SessionCookie", "Depth");

    private const string Done = "responses: {'204': {description: D.}}";

    private static GeneratorRun Run(string paths, string settings = "", string? schemas = null, bool expectDiagnostics = false) => GeneratorRun.Of(
        $"openapi: 3.1.0\ninfo: {{title: Shop, version: '1'}}\nx-humegen: {{client: Shop.ShopClient{(settings.Length > 0 ? ", " + settings : "")}}}\npaths:\n"
        + $"  {paths.Replace("DONE", Done, StringComparison.Ordinal).ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal)}\n{(schemas is null ? "" : "components:\n  schemas:\n" + schemas.ReplaceLineEndings("\n"))}\n",
        expectDiagnostics);

    private static IEnumerable<string> Calls(string paths, string settings = "") => Calls(Run(paths, settings));

    // All calls as one reaches them from the root client, in order.
    private static IEnumerable<string> Calls(GeneratorRun run)
    {
        var found = new List<string>();
        Add(run.Output.GetTypeByMetadataName("Shop.ShopClient")!, "");
        return found.Order(StringComparer.Ordinal);

        void Add(INamedTypeSymbol client, string way)
        {
            var methods = client.GetMembers().OfType<IMethodSymbol>().Where(m => m.DeclaredAccessibility == Accessibility.Public).Select(m => m.Name);
            found.AddRange(methods.Where(m => m.EndsWith("Async", StringComparison.Ordinal) && m != "DisposeAsync").Distinct().Select(m => way + m));
            foreach (var child in client.GetMembers().OfType<IPropertySymbol>().Where(p => Regex.IsMatch(p.Type.ToDisplayString(), @"^Shop\..*Client$")))
                Add((INamedTypeSymbol)child.Type, way + child.Name + ".");
        }
    }

    private static IEnumerable<string> PropertyNames(GeneratorRun run, string type) =>
        run.Output.GetTypeByMetadataName(type)!.GetMembers().OfType<IPropertySymbol>().Select(p => p.Name);

    private static void AssertHas(IEnumerable<string> names, params string[] expected) => Assert.Equal(expected, expected.Intersect(names));
}
