namespace HumeGen.Generator.Tests;

/// <summary>Options and exceptions of an API have its name and stand in the namespace of its client.</summary>
public class ErrorTests
{
    private const string Call = "  /a: {get: {operationId: getA, responses: {'204': {description: Done.}, '400': {description: No., content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}}}}\n";
    private const string Other = "  /b: {get: {operationId: getB, tags: [Other], responses: {'204': {description: Done.}, '400': {description: No., content: {application/json: {schema: {$ref: '#/components/schemas/Fault'}}}}}}}\n";
    private const string Schemas = "components: {schemas: {Problem: {type: object, properties: {title: {type: string}}}, Fault: {type: object, properties: {text: {type: string}}}}}\n";

    [Theory]
    [InlineData("Todo", "Todo", "Todo")]
    [InlineData("Todo API", "TodoApi", "Todo")]
    [InlineData("Client", "Client", "Client")]
    [InlineData("API", "Api", "ApiApi")]
    public void Names_begin_with_that_of_the_api(string title, string @namespace, string prefix)
    {
        var types = GeneratorRun.Of(Spec(title, Call)).TypeNames().ToHashSet();

        string[] names = ["ClientOptions", "ApiException", "AuthenticationException", "PermissionException", "NotFoundException", "ValidationException", "RateLimitException"];
        Assert.Subset(types, names.Select(n => $"{@namespace}.{prefix}{n}").ToHashSet());
    }

    [Fact]
    public void The_name_of_a_client_that_is_given_by_hand_counts()
    {
        var run = GeneratorRun.Of(Spec("Anything", Call, "x-humegen: {client: Acme.Voice.SpeechClient}\n"), options: new ProjectOptions { Accessibility = "internal" });

        var exception = run.Output.GetTypeByMetadataName("Acme.Voice.SpeechApiException")!;
        Assert.Equal(("HumeGen.ApiErrorException", Microsoft.CodeAnalysis.Accessibility.Internal), (exception.BaseType!.ToDisplayString(), exception.DeclaredAccessibility));
        Assert.Equal("HumeGen.ApiClientOptions", run.Output.GetTypeByMetadataName("Acme.Voice.SpeechClientOptions")!.BaseType!.ToDisplayString());
    }

    [Fact]
    public void One_error_schema_is_the_type_of_the_error_and_several_are_not()
    {
        Assert.Contains("Problem? Error", GeneratorRun.Of(Spec("Todo", Call)).Properties("Todo.TodoApiException"));
        Assert.DoesNotContain(GeneratorRun.Of(Spec("Todo", Call + Other)).Properties("Todo.TodoApiException"), p => p.EndsWith(" Error", StringComparison.Ordinal));
    }

    [Fact]
    public void A_choice_of_areas_changes_no_exception()
    {
        var run = GeneratorRun.Of(Spec("Todo", Call + Other), options: new ProjectOptions { Areas = "Other" });

        Assert.DoesNotContain(run.Properties("Todo.TodoApiException"), p => p.EndsWith(" Error", StringComparison.Ordinal));
        Assert.Contains("Todo.TodoClientOptions", run.TypeNames());
    }

    [Fact]
    public void Each_call_names_the_types_of_its_errors()
    {
        var run = GeneratorRun.Of(Spec("Todo", Call));

        Assert.Contains(
            "/// <exception cref=\"global::Todo.TodoApiException\">Status 400, with <see cref=\"global::Todo.Problem\"/>: ",
            run.File("Todo.ITodoClient.g.cs"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalogue_is_kept_whatever_areas_are_chosen()
    {
        const string Catalogue = "components: {schemas: {Problem: {type: object}, Fault: {type: object}, Codes: {type: string, enum: [gone], x-humegen-catalogue: errors}}}\n";

        var run = GeneratorRun.Of([new SpecText("todo.yml", Text("Todo", Call + Other, "", Catalogue))], options: new ProjectOptions { Areas = "Other" });

        Assert.Contains("Codes? Code", run.Properties("Todo.TodoApiException"));
        Assert.Contains(run.Output.GetTypeByMetadataName("Todo.Codes")!.AllInterfaces, i => i.ToDisplayString() == "HumeGen.IApiCode");
    }

    [Theory]
    [InlineData("public partial class TodoApiException { public string? Error { get; init; } }")]
    [InlineData("public partial class TodoApiException { public Problem? Error => null; }")]
    [InlineData("public partial class TodoApiException { public string? More => Error?.Title; }")]
    [InlineData("public sealed partial class TodoClientOptions { public TodoClientOptions() => MaxRetries = 5; }")]
    public void A_project_adds_to_them_and_replaces_their_members(string code) =>
        GeneratorRun.Of([.. Spec("Todo", Call)], expectDiagnostics: true, userCode: "namespace Todo;\n" + code);

    [Theory]
    [InlineData("tags: [TodoApiException]")]
    [InlineData("tags: [TodoClientOptions]")]
    [InlineData("tags: [TodoNotFoundException]")]
    public void A_client_may_have_the_name_of_an_exception(string tags) =>
        GeneratorRun.Of([.. Spec("Todo", Call.Replace("operationId", tags + ", operationId", StringComparison.Ordinal))], expectDiagnostics: true);

    [Fact]
    public void A_catalogue_may_have_any_names()
    {
        const string Catalogue = "components: {schemas: {Problem: {type: object}, IsKnown: {type: string, enum: [is_known, meaning, remedy, value, kind], x-humegen-catalogue: errors, "
            + "x-humegen-facts: {IsKnown: {description: d, values: [a, b, c, d, e]}, Remedy: {description: d, values: [true, false, true, false, true]}}}}}\n";

        GeneratorRun.Of([new SpecText("todo.yml", Text("Todo", Call, "", Catalogue))]);
    }

    [Theory]
    [InlineData("Codes: {type: string, x-humegen-catalogue: «errors»}")]
    [InlineData("Codes: {type: integer, enum: [1, 2], x-humegen-catalogue: «errors»}")]
    [InlineData("Fault: {type: object, properties: {code: {type: object, properties: {a: {type: string}}, x-humegen-error-code: «true»}}}")]
    [InlineData("Fault: {type: object, properties: {code: {type: array, items: {type: string}, x-humegen-error-code: «true»}}}")]
    public void Words_about_codes_where_no_code_can_be_are_reported(string schema) =>
        Assert.Contains("is at a node that does not read it", ReadHelper.Expect("HG0307", ReadHelper.WithSchemas("    " + schema)), StringComparison.Ordinal);

    private static SpecText[] Spec(string title, string paths, string more = "") => [new("spec.yml", Text(title, paths, more, Schemas))];

    private static string Text(string title, string paths, string more, string components) =>
        $"openapi: 3.1.0\ninfo: {{title: {title}, version: '1'}}\n{more}servers: [{{url: https://a.example}}]\npaths:\n{paths}{components}";
}
