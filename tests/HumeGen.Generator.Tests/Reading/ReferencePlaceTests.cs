using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests.Reading;

/// <summary>References to what stands in the middle of a document, or in another file, besides schemas.</summary>
public class ReferencePlaceTests
{
    private const string Head = "openapi: 3.1.0\ninfo: {title: Sample, version: '1'}\nservers: [{url: 'https://sample.example'}]\n";

    private static readonly SpecText Root = new("api/api.yml", Head + """
        paths:
          /droplets:
            get: {$ref: resources/list.yml}
            post: {$ref: 'resources/operations.yml#/create'}
          /shapes: {$ref: resources/shapes.yml}
          /pets: {$ref: '#/components/pathItems/Pets'}
        webhooks:
          changed: {$ref: 'resources/operations.yml#/changed'}
        components:
          pathItems:
            Pets: {delete: {$ref: 'resources/operations.yml#/drop'}}
        """);

    private static readonly SpecText[] Parts =
    [
        new("api/resources/list.yml", """
            operationId: listDroplets
            tags: [Droplets]
            parameters: [{$ref: 'parameters.yml#/per_page'}]
            responses:
              '200': {$ref: responses/droplets.yml}
            """),
        new("api/resources/parameters.yml", "per_page: {name: per_page, in: query, schema: {type: integer}}\n"),
        new("api/resources/responses/droplets.yml", "description: Some.\ncontent: {application/json: {schema: {type: array, items: {$ref: '../../schemas.yml#/Droplet'}}}}\n"),
        new("api/resources/operations.yml", """
            create: {operationId: createDroplet, tags: [Droplets], requestBody: {required: true, content: {application/json: {schema: {$ref: '../schemas.yml#/Droplet'}}}}, responses: {'204': {description: Made.}}}
            drop: {operationId: dropPets, responses: {'204': {description: Gone.}}}
            changed: {post: {requestBody: {content: {application/json: {schema: {$ref: '../schemas.yml#/Droplet'}}}}, responses: {'204': {description: Seen.}}}}
            """),
        new("api/resources/shapes.yml", "get: {$ref: 'operations-of-shapes.yml#/read'}\n"),
        new("api/resources/operations-of-shapes.yml", """
            read: {operationId: readShape, responses: {'200': {description: One., content: {application/json: {schema: {$ref: '../schemas.yml#/Shape'}}}}}}
            """),
        new("api/schemas.yml", """
            Droplet: {type: object, properties: {id: {type: integer}}}
            Shape:
              oneOf: [{$ref: '#/Circle'}, {$ref: '#/Square'}, {$ref: './more.yml#/Line'}, {$ref: '#/Dot'}]
              discriminator: {propertyName: kind, mapping: {round: '#/Circle', flat: Square, thin: './more.yml#/Line', small: 'schemas.yml#/Dot'}}
            Circle: {type: object, required: [kind], properties: {kind: {type: string}, radius: {type: number}}}
            Square: {type: object, required: [kind], properties: {kind: {type: string}, side: {type: number}}}
            Dot: {type: object, required: [kind], properties: {kind: {type: string}}}
            """),
        new("api/more.yml", "Line: {type: object, required: [kind], properties: {kind: {type: string}, length: {type: number}}}\n"),
    ];

    private const string Inner = Head + """
        paths:
          /x/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: integer, format: int32}}]
            get:
              operationId: getX
              parameters: [{name: color, in: query, schema: {type: string, enum: [red, green]}}]
              responses:
                '200': {description: Yes., content: {application/json: {schema: {type: object, properties: {color: {$ref: '#/paths/~1x~1%7Bid%7D/get/parameters/0/schema'}, inner: {type: object, properties: {q: {type: string}}}}}}}}
                '404': {description: No., content: {application/json: {schema: {type: object, properties: {error: {type: string}}}}}}
            post:
              operationId: postX
              parameters: [{$ref: '#/paths/~1x~1%7Bid%7D/get/parameters/0'}]
              requestBody: {required: true, content: {application/json: {schema: {$ref: '#/paths/~1x~1{id}/get/responses/200/content/application~1json/schema'}}}}
              responses:
                '200': {description: Yes., content: {application/json: {schema: {$ref: '#/paths/~1x~1%7Bid%7D/get/responses/200/content/application~1json/schema/properties/inner'}}}}
                '404': {$ref: '#/paths/~1x~1%7Bid%7D/get/responses/404'}
          /y:
            get: {operationId: getY, responses: {'200': {description: Yes., content: {application/json: {schema: {$ref: '#/components/responses/Thing/content/application~1json/schema'}}}}}}
            put: {operationId: putY, requestBody: {$ref: '#/paths/~1x~1%7Bid%7D/post/requestBody'}, responses: {'200': {$ref: '#/components/responses/Thing'}}}
          /z:
            get:
              operationId: getZ
              parameters: [{name: amount, in: query, schema: {$ref: '#/components/parameters/Amount/schema'}}]
              responses: {'204': {description: Done.}}
          /y2: {$ref: '#/paths/~1w'}
          /w: {delete: {responses: {'204': {description: Done.}}}}
        components:
          parameters: {Amount: {name: amount, in: query, schema: {type: string, enum: [few, many]}}}
          responses: {Thing: {description: Yes., content: {application/json: {schema: {type: object, properties: {thing: {type: string}}}}}}}
        """;

    [Fact]
    public void Operations_of_other_files_are_calls()
    {
        var run = GeneratorRun.Of([Root, .. Parts]);

        Assert.Equal(
            ["Task CreateDropletAsync(Droplet, ApiCallOptions, CancellationToken)",
                "Task<IReadOnlyList<Droplet>> ListDropletsAsync(DropletsListDropletsRequest, ApiCallOptions, CancellationToken)"],
            Methods(run, "Sample.IDropletsClient"));
        Assert.Equal(
            ["Task DropPetsAsync(ApiCallOptions, CancellationToken)",
                "Task<IShape> ReadShapeAsync(ApiCallOptions, CancellationToken)"],
            Methods(run, "Sample.ISampleClient"));
    }

    [Theory]
    [InlineData("round", "Circle")]
    [InlineData("flat", "Square")]
    [InlineData("thin", "Line")]
    [InlineData("small", "Dot")]
    public void A_mapping_within_a_file_of_parts_means_its_parts(string kind, string type)
    {
        using var output = new LoadedOutput(GeneratorRun.Of([Root, .. Parts]));

        Assert.Equal(type, output.ReadUnion("Sample.IShape", $$"""{"kind":"{{kind}}"}""").GetType().Name);
    }

    [Fact]
    public void The_order_of_the_files_makes_no_difference() =>
        Assert.Equal(GeneratorRun.Of([Root, .. Parts]).Files, GeneratorRun.Of([.. Parts.Reverse(), Root]).Files);

    [Fact]
    public void What_operations_say_counts_behind_a_reference_to_their_path()
    {
        const string Open = "{tags: [Notes], operationId: notes_list, security: [], x-fern-sdk-method-name: find, responses: {'204': {description: Done.}}}";
        var run = GeneratorRun.Of(
            $$"""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            servers: [{url: https://sample.example}]
            security: [{key: []}]
            paths:
              /notes: {$ref: '#/components/pathItems/Notes'}
              /old: {$ref: '#/paths/~1new'}
              /new: {get: {tags: [Other], operationId: look, x-humegen-name: Peek, responses: {'204': {description: Done.} } } }
            components:
              securitySchemes: {key: {type: apiKey, in: header, name: X-Key} }
              pathItems: {Notes: {get: {{Open}} } }
            """);

        var calls = run.Output.GetSymbolsWithName(n => n.EndsWith("Async", StringComparison.Ordinal)).Where(s => s.ContainingType.TypeKind == Microsoft.CodeAnalysis.TypeKind.Interface)
            .Select(s => $"{s.ContainingType.Name}.{s.Name}").Order(StringComparer.Ordinal);
        Assert.Equal(["INotesClient.FindAsync", "IOtherClient.PeekAsync", "IOtherClient.Peek_2Async"], calls);
    }

    [Fact]
    public void A_file_that_is_not_given_is_reported_once()
    {
        var run = GeneratorRun.Of([Root, .. Parts.Where(p => !p.Path.EndsWith("operations.yml", StringComparison.Ordinal))], expectDiagnostics: true);

        var found = Assert.Single(run.Diagnostics);
        Assert.Equal(("HG0017", "api/api.yml", 6), (found.Id, found.Location.GetLineSpan().Path, found.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Equal(["Task<IShape> ReadShapeAsync(ApiCallOptions, CancellationToken)"], Methods(run, "Sample.ISampleClient"));
    }

    [Fact]
    public void What_stands_in_a_path_is_called_as_it_would_be_there()
    {
        var run = GeneratorRun.Of(Inner);

        Assert.Equal(
            [
                "Task GetZAsync(GetZRequest, ApiCallOptions, CancellationToken)",
                "Task WAsync(ApiCallOptions, CancellationToken)",
                "Task Y2Async(ApiCallOptions, CancellationToken)",
                "Task<GetXResponse> GetXAsync(int, GetXRequest, ApiCallOptions, CancellationToken)",
                "Task<GetXResponseInner> PostXAsync(int, GetXResponse, PostXRequest, ApiCallOptions, CancellationToken)",
                "Task<ThingResponse> GetYAsync(ApiCallOptions, CancellationToken)",
                "Task<ThingResponse> PutYAsync(GetXResponse, ApiCallOptions, CancellationToken)",
            ],
            Methods(run, "Sample.ISampleClient").Select(m => m.Replace("Delete", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(["GetXColor? Color", "GetXResponseInner? Inner"], run.Properties("Sample.GetXResponse").SkipLast(1));
        Assert.Equal(["GetXColor? Color"], run.Properties("Sample.PostXRequest"));
        Assert.Equal(["Amount? Amount"], run.Properties("Sample.GetZRequest").Take(1));
    }

    [Fact]
    public async Task A_call_with_such_a_parameter_and_body_is_sent()
    {
        var request = await SampleCalls.Send(
            Inner,
            "client.PostXAsync(5, new GetXResponse { Inner = new GetXResponseInner { Q = \"a\" } }, new PostXRequest { Color = GetXColor.Red })");

        Assert.Equal(("POST /x/5?color=red", """{"inner":{"q":"a"}}"""), (request.Line, request.Body));
    }

    [Theory]
    [InlineData("/a: {get: {$ref: «'#/paths/~1b/get'»}}\n  /b: {get: {$ref: '#/paths/~1a/get'}}", "HG0018")]
    [InlineData("/a: {get: {$ref: «'#/paths/~1none/get'»}}", "HG0016")]
    [InlineData("/a: {get: {parameters: [{$ref: «'#/paths/~1b/get'»}], responses: {'204': {description: Done.}}}}\n  /b: {get: {responses: {'204': {description: Done.}}}}", "HG0019")]
    [InlineData("/a: {get: {responses: {'204': {$ref: «'#/paths/~1b/get/responses'»}}}}\n  /b: {get: {responses: {'204': {description: Done.}}}}", "HG0019")]
    public void What_leads_to_nothing_of_the_kind_is_reported(string paths, string id)
    {
        var text = Head + "paths:\n  " + paths + "\n";
        var (_, diagnostics) = ReadHelper.TryLoad(text.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));

        Assert.Contains(id, diagnostics.Ids());
    }

    [Fact]
    public void A_dynamic_reference_to_the_one_schema_of_its_name_is_that_schema()
    {
        var run = GeneratorRun.Of(ReadHelper.WithSchemas("""
                Tree: {$dynamicAnchor: node, type: object, properties: {children: {type: array, items: {$dynamicRef: '#node'}}}}
                Leaf: {type: object, properties: {tree: {$dynamicRef: '#/components/schemas/Tree'}, same: {$ref: '#node'}}}
            """));

        Assert.Equal(["IReadOnlyList<Tree>? Children"], run.Properties("T.Tree").SkipLast(1));
        Assert.Equal(["Tree? Tree", "Tree? Same"], run.Properties("T.Leaf").SkipLast(1));
    }

    [Fact]
    public void A_dynamic_reference_that_several_may_answer_to_is_any_JSON() => ReadHelper.Expect("HG0221", ReadHelper.WithSchemas("""
            Tree: {$dynamicAnchor: node, type: object, properties: {children: {type: array, items: {$dynamicRef: «'#node'»}}}}
            Strict: {$dynamicAnchor: node, $ref: '#/components/schemas/Tree'}
        """));

    private static IEnumerable<string> Methods(GeneratorRun run, string type) => run.Output.GetTypeByMetadataName(type)!.GetMembers().OfType<IMethodSymbol>()
        .Where(m => m.MethodKind == MethodKind.Ordinary)
        .Select(m => $"{Short(m.ReturnType)} {m.Name}({string.Join(", ", m.Parameters.Select(p => p.Type.SpecialType == SpecialType.System_Int32 ? "int" : p.Type.Name))})")
        .Order(StringComparer.Ordinal);

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
