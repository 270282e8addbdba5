using System.Globalization;

namespace HumeGen.Generator.Tests;

/// <summary>Lists in pages of every kind, compiled and walked.</summary>
public class PagingTests
{
    private const string Head = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example/api'}]
        paths:
        """;

    private const string Things = "{type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}";

    // Two documents of each kind: what the operation and the page have, the answers with | between them, and the requests behind the first.
    [Theory]
    [InlineData("cursor,limit", "next_cursor: {type: [string, 'null']}", "{'next_cursor':'b+','data':[1,2]}|{'next_cursor':null,'data':[3]}", "cursor=b%2B")]
    [InlineData("pageToken", "nextPageToken: {type: string}", "{'nextPageToken':'b','data':[1,2]}|{'nextPageToken':'','data':[3]}", "pageToken=b")]
    [InlineData("page[cursor]", "meta: {type: object, properties: {next_cursor: {type: string}}}", "{'meta':{'next_cursor':'b'},'data':[1,2]}|{'data':[3]}", "page%5Bcursor%5D=b")]
    [InlineData("cursor:integer", "next_cursor: {type: [integer, 'null']}", "{'next_cursor':7,'data':[1,2]}|{'next_cursor':null,'data':[3]}", "cursor=7")]
    [InlineData("after_id", "has_more: {type: boolean}, last_id: {type: string}", "{'has_more':true,'last_id':'2','data':[1,2]}|{'has_more':false,'last_id':'3','data':[3]}", "after_id=2")]
    [InlineData("starting_after", "has_more: {type: boolean}, object: {type: string}", "{'has_more':true,'data':[1,2]}|{'has_more':false,'data':[3]}", "starting_after=2")]
    [InlineData("after", "page_info: {type: object, properties: {endCursor: {type: string}, hasNextPage: {type: boolean}}}",
        "{'page_info':{'endCursor':'b','hasNextPage':true},'data':[1,2]}|{'page_info':{'endCursor':'c','hasNextPage':false},'data':[3]}", "after=b")]
    [InlineData("limit", "'@odata.nextLink': {type: string}", "{'@odata.nextLink':'https://sample.example/api/things?$skiptoken=x%2Fy','data':[1,2]}|{'data':[3]}", "$skiptoken=x%2Fy")]
    [InlineData("limit", "links: {type: object, properties: {next: {type: string}}}", "{'links':{'next':'/api/things?p=2'},'data':[1,2]}|{'links':{},'data':[3]}", "p=2")]
    [InlineData("limit", "next: {type: [string, 'null'], format: uri}, previous: {type: string}", "{'next':'?p=2','data':[1,2]}|{'next':null,'data':[3]}", "p=2")]
    [InlineData("limit", "_links: {type: object, properties: {next: {type: object, properties: {href: {type: string}}}}}",
        "{'_links':{'next':{'href':'http://sample.example/api/things?p=2'}},'data':[1,2]}|{'_links':{},'data':[3]}", "p=2")]
    [InlineData("offset:integer,limit:integer", "total: {type: integer}", "{'total':3,'data':[1,2]}|{'total':3,'data':[3]}", "offset=2")]
    [InlineData("$skip:integer,$top:integer", "hasMore: {type: boolean}", "{'hasMore':true,'data':[1,2]}|{'hasMore':false,'data':[3]}", "%24skip=2")]
    [InlineData("page:integer:1,per_page:integer", "total_pages: {type: integer}", "{'total_pages':2,'data':[1,2]}|{'total_pages':2,'data':[3]}", "page=2")]
    [InlineData("pageNumber:integer:0", "totalPages: {type: integer}", "{'totalPages':2,'data':[1,2]}|{'totalPages':2,'data':[3]}", "pageNumber=1")]
    [InlineData("page:integer:1", "meta: {type: object, properties: {has_next: {type: boolean}}}", "{'meta':{'has_next':true},'data':[1,2]}|{'meta':{'has_next':false},'data':[3]}", "page=2")]
    public async Task Pages_are_found_by_names_that_mean_nothing_else(string parameters, string page, string answers, string second)
    {
        var handler = Answers(answers);

        Assert.Equal("123", await Walk(handler, Document(parameters, page), "client.ListThingsAllAsync()"));

        var sent = handler.Sent.Select(s => s.Line).ToArray();
        Assert.Equal(2, sent.Length);
        Assert.StartsWith("GET /api/things", sent[0], StringComparison.Ordinal);
        Assert.Equal($"GET /api/things?{second}", sent[1]);
        Assert.Equal(["k", "k"], handler.Sent.Select(s => s.Headers["X-Key"]));
    }

    [Theory]
    [InlineData("cursor", "next_cursor: {type: string}", "Cursor = \"m\"", "cursor=m")]
    [InlineData("starting_after", "has_more: {type: boolean}", "StartingAfter = \"m\"", "starting_after=m")]
    [InlineData("offset:integer,limit:integer", "total: {type: integer}", "Offset = 40, Limit = 5", "offset=40&limit=5")]
    [InlineData("page:integer:1", "total_pages: {type: integer}", "Page = 9", "page=9")]
    public async Task A_walk_begins_where_it_is_told_and_the_plain_method_stays(string parameters, string page, string query, string line)
    {
        var handler = Answers("{'has_more':false,'total':1,'total_pages':1,'data':[1]}|{'has_more':false,'total':1,'total_pages':1,'data':[1]}|{'has_more':false,'total':1,'total_pages':1,'data':[1]}");

        await Walk(handler, Document(parameters, page), $$"""client.ListThingsAllAsync(new() { {{query}} })""");
        await Run(handler, Document(parameters, page), $$"""async () => (await client.ListThingsAsync(new() { {{query}} })).Data.Count""");
        await Run(handler, Document(parameters, page), $$"""async () => (await client.ListThingsAllAsync(new() { {{query}} }).GetPageAsync()).Data.Count""");

        Assert.Equal([$"GET /api/things?{line}", $"GET /api/things?{line}", $"GET /api/things?{line}"], handler.Sent.Select(s => s.Line));
    }

    [Theory]
    [InlineData("cursor", "total: {type: integer}")]
    [InlineData("limit", "next_cursor: {type: string}")]
    [InlineData("after", "last_id: {type: string}")]
    [InlineData("cursor", "next: {type: string}")]
    [InlineData("offset:integer", "total: {type: integer}")]
    [InlineData("page:integer", "total_pages: {type: integer}")]
    [InlineData("page:integer:5", "total_pages: {type: integer}")]
    [InlineData("cursor", "next_cursor: {type: string}, others: {type: array, items: {type: string}}, data_2: {type: array, items: {type: string}}", "things")]
    [InlineData("cursor", "next_cursor: {type: string}", "data", "x-humegen-paging: false")]
    public void Names_that_may_mean_something_else_page_nothing(string parameters, string page, string items = "data", string word = "x-none: 1") =>
        Assert.DoesNotContain("ListThingsAll", string.Concat(GeneratorRun.Of(Document(parameters, page, items, word)).Output.SyntaxTrees.Select(t => t.ToString())), StringComparison.Ordinal);

    [Fact]
    public void What_is_posted_is_paged_by_words_alone() => Assert.DoesNotContain(
        "ThingsAll", string.Concat(GeneratorRun.Of(Document("cursor", "next_cursor: {type: string}").Replace("    get:", "    post:", StringComparison.Ordinal)).Output.SyntaxTrees.Select(t => t.ToString())), StringComparison.Ordinal);

    // The words, what the page has, the answers, and the requests behind the first.
    [Theory]
    [InlineData("{cursor: from, next: continue_at, items: data}", "from", "continue_at: {type: string}", "{'continue_at':'b','data':[1,2]}|{'data':[3]}", "from=b")]
    [InlineData("{cursor: from, last: id, more: again, items: data}", "from", "again: {type: boolean}", "{'again':true,'data':[1,2]}|{'again':false,'data':[3]}", "from=2")]
    [InlineData("{next: onward.to, items: data}", "from", "onward: {type: object, properties: {to: {type: string}}}", "{'onward':{'to':'things?z=1'},'data':[1,2]}|{'data':[3]}", "z=1")]
    [InlineData("{next: 'to.be', items: data}", "from", "'to.be': {type: string}", "{'to.be':'https://SAMPLE.example:443/api/things?z=1','data':[1,2]}|{'data':[3]}", "z=1")]
    [InlineData("{offset: from, items: data}", "from:integer", "x: {type: string}", "{'data':[1,2]}|{'data':[3]}|{'data':[]}", "from=2|from=3")]
    [InlineData("{offset: from, total: all, items: data}", "from:integer", "all: {type: integer}", "{'all':3,'data':[1,2]}|{'all':3,'data':[3]}", "from=2")]
    [InlineData("{page: from, total: all, items: data}", "from:integer:1", "all: {type: integer}", "{'all':2,'data':[1,2]}|{'all':2,'data':[3]}", "from=2")]
    [InlineData("{page: from, more: again, items: data}", "from:integer", "again: {type: boolean}", "{'again':true,'data':[1,2]}|{'again':false,'data':[3]}", "from=1")]
    public async Task An_overlay_says_which_names_mean_pages(string words, string parameters, string page, string answers, string others)
    {
        var handler = Answers(answers);

        Assert.Equal("123", await Walk(handler, Document(parameters, page, "data", "x-humegen-paging: " + words), "client.ListThingsAsync()"));

        Assert.Equal(others.Split('|').Select(o => "GET /api/things?" + o), handler.Sent.Skip(1).Select(s => s.Line));
    }

    [Theory]
    [InlineData("x-fern-pagination: {cursor: $request.from, next_cursor: $response.meta.then, results: $response.data}", "from", "{'meta':{'then':'b'},'data':[1,2]}|{'data':[3]}", "from=b")]
    [InlineData("x-fern-pagination: {offset: $request.from, results: $response.data, step: $request.size}", "from:integer,size:integer", "{'data':[1,2]}|{'data':[3]}|{'data':[]}", "from=2|from=3")]
    [InlineData("x-speakeasy-pagination: {type: cursor, inputs: [{name: from, in: parameters, type: cursor}], outputs: {results: $.data, nextCursor: $.meta.then}}",
        "from", "{'meta':{'then':'b'},'data':[1,2]}|{'data':[3]}", "from=b")]
    [InlineData("x-speakeasy-pagination: {type: url, outputs: {results: $.data, nextUrl: $.meta.then}}", "size:integer", "{'meta':{'then':'?z=1'},'data':[1,2]}|{'data':[3]}", "z=1")]
    [InlineData("x-ms-pageable: {nextLinkName: meta.then, itemName: data}", "size:integer", "{'meta':{'then':'?z=1'},'data':[1,2]}|{'data':[3]}", "z=1")]
    [InlineData("x-ms-pageable: {nextLinkName: then, itemName: data}", "size:integer", "{'then':'/api/things/2','data':[1,2]}|{'data':[3]}", "")]
    public async Task Words_of_other_tools_page_too(string word, string parameters, string answers, string others)
    {
        var handler = Answers(answers);
        const string Page = "then: {type: string}, meta: {type: object, properties: {then: {type: string}}}";

        Assert.Equal("123", await Walk(handler, Document(parameters, Page, "data", word), "client.ListThingsAllAsync()"));

        Assert.Equal(others.Length == 0 ? ["GET /api/things/2"] : others.Split('|').Select(o => "GET /api/things?" + o), handler.Sent.Skip(1).Select(s => s.Line));
    }

    [Theory]
    [InlineData("cursor", "next_cursor: {type: [string, 'null']}", "{'next_cursor':'b','data':[1,2]}|{'next_cursor':null,'data':[3]}", "Cursor = \"a\"", "cursor=a", "cursor=b")]
    [InlineData("offset:integer,limit:integer", "total: {type: integer}", "{'total':9,'data':[1,2]}|{'total':9,'data':[3]}|{'data':[]}", "Offset = 6, Limit = 2", "offset=6&limit=2", "offset=8&limit=2")]
    public async Task A_walk_begins_at_the_position_that_must_be_given(string parameters, string page, string answers, string query, string first, string second)
    {
        var handler = Answers(answers);
        var spec = Document(parameters, page).Replace("in: query,", "in: query, required: true,", StringComparison.Ordinal);

        Assert.Equal("123", await Walk(handler, spec, $$"""client.ListThingsAllAsync(new() { {{query}} })"""));

        Assert.Equal([$"GET /api/things?{first}", $"GET /api/things?{second}"], handler.Sent.Take(2).Select(s => s.Line));
    }

    [Theory]
    [InlineData("{page: paging.at, total: all, items: data}", "paging: {type: object, properties: {at: {type: integer, default: 1}, size: {type: integer}}}", "Size = 2",
        "{'paging':{'at':1},'size':2}", "{'paging':{'at':2},'size':2}")]
    [InlineData("{page: paging.at, total: all, items: data}", "paging: {type: object, properties: {at: {type: integer}, size: {type: integer}}}", "Paging = new() { Size = 5 }",
        "{'paging':{'at':0,'size':5}}", "{'paging':{'at':1,'size':5}}")]
    [InlineData("{cursor: paging.at, next: then, items: data}", "paging: {type: object, properties: {at: {type: string}}}", "Size = 2", "{'size':2}", "{'paging':{'at':'b'},'size':2}")]
    [InlineData("{offset: paging.at, total: count, items: data}", "paging: {type: object, required: [at, size], properties: {at: {type: integer, format: int32}, size: {type: integer}}}",
        "Paging = new() { At = 0, Size = 2 }", "{'paging':{'at':0,'size':2}}", "{'paging':{'at':2,'size':2}}")]
    public async Task A_position_within_an_object_of_the_body_is_sent_there(string words, string property, string body, string first, string second)
    {
        var handler = Answers("{'then':'b','all':2,'count':3,'data':[1,2]}|{'all':2,'count':3,'data':[3]}");
        var required = property.Contains("required", StringComparison.Ordinal) ? "required: [paging], " : "";
        var spec = $$$"""
            {{{Head}}}
              /things/query:
                post:
                  operationId: query_things
                  x-humegen-paging: {{{words}}}
                  requestBody: {required: true, content: {application/json: {schema: {type: object, {{{required}}}properties: { {{{property}}}, size: {type: integer} } } } } }
                  responses: {'200': {description: A page., content: {application/json: {schema: {type: object, required: [data], properties: {then: {type: string}, all: {type: integer}, count: {type: integer}, data: {{{Things}}} } } } } } }
            """;

        Assert.Equal("123", await Walk(handler, spec, $$"""client.QueryThingsAsync(new() { {{body}} })"""));

        Assert.Equal([first.Replace('\'', '"'), second.Replace('\'', '"')], handler.Sent.Select(s => s.Body));
    }

    [Theory]
    [InlineData("{cursor: at, next: then, items: data}", "at: {type: string}", "{'then':'b','data':[1,2]}|{'data':[3]}", "{'at':'b','size':2}")]
    [InlineData("{offset: at, total: all, items: data}", "at: {type: integer, format: int32}", "{'all':3,'data':[1,2]}|{'all':3,'data':[3]}", "{'at':2,'size':2}")]
    [InlineData("{page: at, total: all, items: data}", "at: {type: integer}", "{'all':2,'data':[1,2]}|{'all':2,'data':[3]}", "{'at':1,'size':2}")]
    public async Task A_position_in_a_body_is_sent_there(string words, string property, string answers, string second)
    {
        var handler = Answers(answers);
        var spec = $$$"""
            {{{Head}}}
              /things/query:
                post:
                  operationId: query_things
                  x-humegen-paging: {{{words}}}
                  requestBody: {required: true, content: {application/json: {schema: {type: object, properties: { {{{property}}}, size: {type: integer} } } } } }
                  responses: {'200': {description: A page., content: {application/json: {schema: {type: object, required: [data], properties: {then: {type: string}, all: {type: integer}, data: {{{Things}}} } } } } } }
            """;

        Assert.Equal("123", await Walk(handler, spec, "client.QueryThingsAsync(new() { Size = 2 })"));

        Assert.Equal(2, handler.Sent.Count);
        Assert.Equal(second.Replace('\'', '"'), handler.Sent[1].Body);
    }

    [Theory]
    [InlineData("""<https://sample.example/api/things?page=2>; rel="next", <https://sample.example/api/things?page=9>; rel="last" """, "page=2")]
    [InlineData("""<?a=1>; title="x, <?b>; rel=\"next\""; rel=prev, </api/things?page=2,3;4>;rel="first  NEXT" """, "page=2,3;4")]
    [InlineData("""<?other>; rel=next; anchor="#x", <?page=2>; rel=next""", "page=2")]
    public async Task The_header_link_leads_to_the_next_page(string link, string second)
    {
        foreach (var (schema, answers) in new[] { (Things, "[1,2]|[3]"), ($"{{type: object, required: [data], properties: {{data: {Things}}}}}", "{'data':[1,2]}|{'data':[3]}") })
        {
            var handler = Answers(answers, i => i == 0 ? link : "<?page=1>; rel=first");
            var spec = $$$"""
                {{{Head}}}
                  /things:
                    get:
                      operationId: list_things
                      responses: {'200': {description: A page., headers: {link: {schema: {type: string} } }, content: {application/json: {schema: {{{schema}}} } } } }
                """;

            Assert.Equal("123", await Walk(handler, spec, "client.ListThingsAllAsync()"));
            Assert.Equal(["GET /api/things", $"GET /api/things?{second}"], handler.Sent.Select(s => s.Line));
        }
    }

    [Fact]
    public async Task The_header_link_can_be_said_outright()
    {
        var handler = Answers("[1,2]|[3]", i => i == 0 ? "<things/2>; rel=next" : null);
        var spec = $$$"""
            {{{Head}}}
              /things:
                get:
                  operationId: list_things
                  x-humegen-paging: {link: next}
                  responses: {'200': {description: A page., content: {application/json: {schema: {{{Things}}} } } } }
            """;

        Assert.Equal("123", await Walk(handler, spec, "client.ListThingsAsync()"));
        Assert.Equal("GET /api/things/2", handler.Sent[1].Line);
    }

    [Theory]
    [InlineData("https://evil.example/api/things?p=2", "https://evil.example")]
    [InlineData("//evil.example/api/things", "https://evil.example")]
    [InlineData("https://sample.example:8443/api/things", "https://sample.example:8443")]
    [InlineData("http://sample.example:81/api/things", "http://sample.example:81")]
    [InlineData("https://sample.example@evil.example/", "https://evil.example")]
    [InlineData("ftp://sample.example/things", "no address that can be followed")]
    public async Task The_credential_goes_to_no_other_server(string next, string told)
    {
        var handler = Answers($"{{'next_url':'{next}','data':[1,2]}}|{{'data':[3]}}");

        var message = (string)(await Run(handler, Document("limit", "next_url: {type: string}"), """
            async () =>
            {
                var ids = "";
                try
                {
                    await foreach (var thing in client.ListThingsAllAsync())
                        ids += thing.Id;
                }
                catch (ApiResponseException e)
                {
                    return ids + " " + e.Message;
                }

                return "";
            }
            """))!;

        Assert.StartsWith("12 ", message, StringComparison.Ordinal);
        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.Single(handler.Sent);
    }

    [Theory]
    [InlineData("{cursor: frm, next: then, items: data}", "frm")]
    [InlineData("{cursor: from, next: thn, items: data}", "thn")]
    [InlineData("{cursor: from, items: data}", "next")]
    [InlineData("{cursor: from, next: data, items: data}", "data")]
    [InlineData("{offset: from, items: data}", "from")]
    [InlineData("{cursor: from, last: idd, items: data}", "idd")]
    [InlineData("{next: then, more: then, items: data}", "then")]
    [InlineData("{link: next, items: dat}", "dat")]
    public void A_name_that_is_not_there_is_told(string words, string wrong)
    {
        var run = GeneratorRun.Of(Document("from", "then: {type: string}", "data", "x-humegen-paging: " + words), expectDiagnostics: true);

        Assert.Equal([("HG0206", true)], run.Diagnostics.Select(d => (d.Id, d.GetMessage(CultureInfo.InvariantCulture).Contains($"'{wrong}'", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_name_that_is_taken_stays_with_its_operation()
    {
        var handler = Answers("{'data':[1]}");
        var spec = Document("cursor", "next_cursor: {type: string}").Replace(
            "paths:", "paths:\n  /all: {get: {operationId: list_things_all, responses: {'204': {description: Nothing.}}}}", StringComparison.Ordinal);

        Assert.Equal("1", await Walk(handler, spec, "client.ListThingsAll_2Async()"));
        Assert.Equal("GET /api/things", handler.Sent[0].Line);
    }

    [Fact]
    public async Task A_placeholder_with_the_name_of_a_position_keeps_its_value()
    {
        var handler = Answers("{'next_cursor':'b','data':[1]}|{'data':[2]}");
        var spec = Document("cursor", "next_cursor: {type: string}").Replace("  /things:", "  /things/{pageCursor}:", StringComparison.Ordinal)
            .Replace("parameters: [", "parameters: [{name: pageCursor, in: path, required: true, schema: {type: string}}, ", StringComparison.Ordinal);

        Assert.Equal("12", await Walk(handler, spec, "client.ListThingsAllAsync(\"x\")"));
        Assert.Equal(["GET /api/things/x", "GET /api/things/x?cursor=b"], handler.Sent.Select(s => s.Line));
    }

    private static string Document(string parameters, string page, string items = "data", string word = "x-none: 1")
    {
        var list = string.Join(", ", parameters.Split(',').Select(p => p.Split(':')).Select(p =>
            $"{{name: '{p[0]}', in: query, schema: {{type: {(p.Length > 1 ? p[1] : "string")}{(p.Length > 2 ? $", default: {p[2]}" : "")}}}}}"));
        return $$$"""
            {{{Head}}}
              /things:
                get:
                  operationId: list_things
                  {{{word}}}
                  parameters: [{{{list}}}]
                  responses: {'200': {description: A page., content: {application/json: {schema: {type: object, required: ['{{{items}}}'], properties: { {{{page}}}, '{{{items}}}': {{{Things}}} } } } } } }
            components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key} } }
            security: [{key: []}]
            """;
    }

    // Items are written as numbers for short.
    private static Recorder Answers(string answers, Func<int, string?>? link = null)
    {
        var texts = answers.Split('|').Select(a => System.Text.RegularExpressions.Regex.Replace(
            a.Replace('\'', '"'), @"(?<=\[|\[\d,)\d", m => $$"""{"id":"{{m.Value}}"}""")).ToArray();
        return new Recorder(i => texts[i]) { Link = link ?? (_ => null) };
    }

    private static Task<object?> Walk(Recorder handler, string spec, string list) => Run(handler, spec, $$"""
        async () =>
        {
            var ids = "";
            await foreach (var thing in {{list}})
                ids += thing.Id;
            return ids;
        }
        """);

    private static Task<object?> Run(Recorder handler, string spec, string body) => SampleCalls.Run(handler, [new SpecText("spec.yml", spec)], body, "ApiKey = \"k\"", false);
}
