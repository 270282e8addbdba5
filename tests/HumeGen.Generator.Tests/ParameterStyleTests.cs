namespace HumeGen.Generator.Tests;

/// <summary>Forms of parameters in the address and in bodies, compiled and run.</summary>
public class ParameterStyleTests
{
    private const string Shelf = """
        openapi: 3.0.3
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /shelves/{ids}/{levels}/books:
            get:
              operationId: find
              parameters:
                - {name: ids, in: path, required: true, schema: {type: array, items: {type: string}}}
                - {name: levels, in: path, required: true, schema: {type: array, items: {type: integer}}}
                - {name: tags, in: query, explode: false, schema: {type: array, items: {type: string, nullable: true}}}
                - {name: sizes, in: query, explode: false, schema: {type: array, items: {type: number}}}
                - {name: place, in: query, explode: false, schema: {$ref: '#/components/schemas/Place'}}
                - {name: spaces, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string}}}
                - {name: names, in: query, schema: {type: array, items: {type: string, nullable: true}}}
                - {name: marks, in: query, schema: {type: array, items: {type: integer, nullable: true}}}
                - {name: session, in: cookie, explode: false, schema: {type: array, items: {type: string}}}
              responses: {'204': {description: Done.}}
            post:
              operationId: put
              parameters:
                - {name: ids, in: path, required: true, schema: {type: array, items: {type: string}}}
                - {name: levels, in: path, required: true, schema: {type: array, items: {type: integer}}}
              requestBody:
                required: true
                content:
                  application/x-www-form-urlencoded:
                    schema: {type: object, properties: {tags: {type: array, items: {type: string}}, marks: {type: array, items: {type: integer}}}}
                    encoding: {tags: {explode: false}, marks: {explode: false}}
              responses: {'204': {description: Done.}}
          /pages:
            get:
              operationId: open
              parameters:
                - {name: url, in: query, allowReserved: true, schema: {type: string}}
                - {name: urls, in: query, explode: false, allowReserved: true, schema: {type: array, items: {type: string}}}
                - {name: many, in: query, allowReserved: true, schema: {type: array, items: {type: string}}}
                - {name: day, in: query, allowReserved: true, schema: {type: string, format: date-time}}
                - {name: state, in: query, allowReserved: true, schema: {$ref: '#/components/schemas/State'}}
                - {name: plain, in: query, schema: {type: string}}
              responses: {'204': {description: Done.}}
          /orders:
            get:
              operationId: listOrders
              parameters:
                - {name: expand, in: query, style: deepObject, explode: true, schema: {type: array, items: {type: string}}}
                - {name: lines, in: query, style: deepObject, explode: true, schema: {type: array, items: {$ref: '#/components/schemas/Place'}}}
                - {name: created, in: query, style: deepObject, explode: true, schema: {anyOf: [{type: object, properties: {gt: {type: integer}}}, {type: integer}]}}
                - {name: where, in: query, style: deepObject, explode: true, schema: {type: object, properties: {ids: {type: array, items: {type: integer}}}}}
              responses: {'204': {description: Done.}}
            post:
              operationId: order
              requestBody:
                required: true
                content:
                  application/x-www-form-urlencoded:
                    encoding:
                      expand: {style: deepObject, explode: true}
                      lines: {style: deepObject, explode: true}
                      labels: {style: deepObject, explode: true}
                    schema:
                      type: object
                      properties:
                        expand: {type: array, items: {type: string}}
                        lines: {type: array, items: {$ref: '#/components/schemas/Place'}}
                        labels: {anyOf: [{type: object, additionalProperties: {type: string}}, {type: string}]}
              responses: {'204': {description: Done.}}
        components:
          schemas:
            Place: {type: object, properties: {row: {type: number}, name: {type: string}}}
            State: {type: string, enum: [new, a/b]}
        """;

    [Theory]
    [InlineData("new() { Tags = [\"a,b\", null, \"c\"], Sizes = [1.5, 2] }", "?tags=a%2Cb,c&sizes=1.5,2")]
    [InlineData("new() { Place = new() { Row = 1.5, Name = \"n,m\" } }", "?place=row,1.5,name,n%2Cm")]
    [InlineData("new() { Spaces = [\"a b\", \"c\"] }", "?spaces=a%20b%20c")]
    [InlineData("new() { Tags = [\"\"], Names = [\"a\", null, \"b\"], Marks = [1, null, 2] }", "?tags=&names=a&names=b&marks=1&marks=2")]
    [InlineData("new() { Tags = [], Names = [null] }", "")]
    public async Task Commas_between_values_are_no_part_of_them(string query, string expected) =>
        Assert.Equal("GET /shelves/x%2Cy,z/1,2/books" + expected, (await SampleCalls.Send(Shelf, $"client.FindAsync([\"x,y\", \"z\"], [1, 2], {query})")).Line);

    [Fact]
    public async Task Commas_stay_commas_in_cookies_and_forms()
    {
        Assert.Equal("session=a%2Cb,c", (await SampleCalls.Send(Shelf, "client.FindAsync([\"x\"], [1], new() { Session = [\"a,b\", \"c\"] })")).Headers["Cookie"]);
        Assert.Equal("tags=a%2Cb,c+d&marks=1,2", (await SampleCalls.Send(Shelf, "client.PutAsync([\"x\"], [1], new() { Tags = [\"a,b\", \"c d\"], Marks = [1, 2] })")).Body);
    }

    [Theory]
    [InlineData("new() { Url = \"https://a.example/b?c=d;e,f@g\", Plain = \"a/b\" }", "?url=https://a.example/b?c=d;e,f@g&plain=a%2Fb")]
    [InlineData("new() { Url = \"a&b#c+d%2F[e] f\" }", "?url=a%26b%23c%2Bd%252F%5Be%5D%20f")]
    [InlineData("new() { Urls = [\"a/b\", \"c\"], Many = [\"d/e\", \"f:g\"] }", "?urls=a/b,c&many=d/e&many=f:g")]
    [InlineData("new() { Url = \"\", State = State.AB }", "?url=&state=a/b")]
    [InlineData("new() { Day = new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero) }", "?day=2027-01-02T03:04:05%2B00:00")]
    public async Task Reserved_signs_stay_where_the_document_allows_them(string query, string expected) =>
        Assert.Equal("GET /pages" + expected, (await SampleCalls.Send(Shelf, $"client.OpenAsync({query})")).Line);

    [Theory]
    [InlineData("new() { Expand = [\"data.customer\", \"data.invoice\"] }", "?expand[]=data.customer&expand[]=data.invoice")]
    [InlineData("new() { Lines = [new() { Row = 1, Name = \"a\" }, new() { Name = \"b\" }] }", "?lines[0][row]=1&lines[0][name]=a&lines[1][name]=b")]
    [InlineData("new() { Created = new ListOrdersCreated1 { Gt = 5 } }", "?created[gt]=5")]
    [InlineData("new() { Created = 7 }", "?created=7")]
    [InlineData("new() { Where = new() { Ids = [1, 2] } }", "?where[ids][]=1&where[ids][]=2")]
    public async Task Lists_and_objects_go_into_brackets(string query, string expected) =>
        Assert.Equal("GET /orders" + expected, Uri.UnescapeDataString((await SampleCalls.Send(Shelf, $"client.ListOrdersAsync({query})")).Line));

    [Theory]
    [InlineData("new() { Expand = [\"a\", \"b\"] }", "expand[]=a&expand[]=b")]
    [InlineData("new() { Lines = [new() { Row = 1 }, new() { Name = \"b\" }] }", "lines[0][row]=1&lines[1][name]=b")]
    [InlineData("new() { Labels = OrderRequestLabels.From(new Dictionary<string, string> { [\"k\"] = \"v\" }) }", "labels[k]=v")]
    [InlineData("new() { Labels = \"\" }", "labels=")]
    public async Task Lists_and_objects_of_forms_go_into_brackets(string form, string expected) =>
        Assert.Equal(expected, Uri.UnescapeDataString((await SampleCalls.Send(Shelf, $"client.OrderAsync({form})")).Body));
}
