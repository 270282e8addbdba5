using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;

namespace HumeGen.AspNetCore.Tests.App;

/// <summary>A web API as one writes it with ASP.NET Core, minimal APIs beside controllers, with the OpenAPI document that ASP.NET Core makes of it.</summary>
internal static class GardenApp
{
    public const string Token = "spade";

    public static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddControllers().AddApplicationPart(typeof(GardenApp).Assembly);
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi(o => o.AddDocumentTransformer(Describe));
        var app = builder.Build();
        app.Use(TellEndpoint);
        app.MapOpenApi();
        app.MapControllers();
        MapNumbers(app);
        MapPlants(app);
        MapFiles(app);
        MapOthers(app);
        await app.StartAsync();
        return app;
    }

    // Tests see by this header that each endpoint was called.
    private static Task TellEndpoint(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers["X-Endpoint"] = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        return next(context);
    }

    // Whatever differs from run to run, or that ASP.NET Core cannot know.
    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Garden",
            Version = "1",
        };
        document.Servers = [new OpenApiServer { Url = "https://garden.example" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
        return Task.CompletedTask;
    }

    private static void MapNumbers(WebApplication app)
    {
        app.MapPost("/numbers", (Numbers numbers) => numbers).WithName("EchoNumbers").WithTags("Numbers");
        app.MapGet("/numbers/{whole:int}/{big:long}", (int whole, long big, double? real, decimal? exact, bool? flag) =>
            TypedResults.Text(FormattableString.Invariant($"{whole} {big} {real} {exact} {flag}"))).Produces<string>(200, "text/plain").WithName("NameNumbers").WithTags("Numbers");
        app.MapGet("/numbers/sums", (int[] values) => values.Sum()).WithName("SumNumbers").WithTags("Numbers");
    }

    private static void MapPlants(WebApplication app)
    {
        var plants = app.MapGroup("/plants").WithTags("Plants");
        plants.MapPost("", Results<Created<Plant>, ValidationProblem> (Plant plant) => plant.Name.Length > 0
            ? TypedResults.Created($"/plants/{plant.Id}", plant)
            : TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["name"] = ["A plant needs a name."] })).WithName("AddPlant");
        plants.MapGet("/{id:guid}", Results<Ok<Plant>, ProblemHttpResult> (Guid id) => id == Guid.Empty
            ? TypedResults.Problem("There is no such plant.", statusCode: 404, title: "Not found")
            : TypedResults.Ok(Plant.Rose with { Id = id })).WithName("GetPlant").ProducesProblem(404);
        plants.MapGet("", (int page = 1, int pageSize = 2, PlantKind? kind = null) => new PlantPage(
            [.. Enumerable.Range(1, 5).Skip((page - 1) * pageSize).Take(pageSize).Select(n => Plant.Rose with { Name = $"{kind}{n}" })],
            page,
            (5 + pageSize - 1) / pageSize)).WithName("ListPlants");
        plants.MapPatch("/{id:guid}", (Guid id, PlantChange change) => Plant.Rose with
        {
            Id = id,
            Name = change.Name ?? Plant.Rose.Name,
            Height = change.Height,
        }).WithName("ChangePlant");
        plants.MapDelete("/{id:guid}", (Guid id) => TypedResults.NoContent()).WithName("RemovePlant");
        plants.MapGet("/growth", (CancellationToken stop) => TypedResults.ServerSentEvents(Grow(stop), "grown")).WithName("WatchGrowth");
    }

    private static void MapFiles(WebApplication app)
    {
        var photos = app.MapGroup("/photos").WithTags("Photos");
        photos.MapPost("", async (IFormFile photo, [FromForm] string title, [FromForm] int stars) =>
            new PhotoInfo(photo.FileName, title, stars, await LengthAsync(photo.OpenReadStream()))).DisableAntiforgery().WithName("AddPhoto");
        photos.MapPost("/several", (IFormFileCollection photos) => photos.Select(p => p.FileName).ToArray()).DisableAntiforgery().WithName("AddPhotos");
        photos.MapGet("/{name}", (string name) => TypedResults.File(new byte[] { 1, 2, 3 }, "image/png", name)).Produces<Stream>(200, "image/png").WithName("GetPhoto");
        photos.MapPut("/{name}/raw", async (string name, Stream body) => await LengthAsync(body)).Accepts<Stream>("application/octet-stream").WithName("PutPhoto");
    }

    private static void MapOthers(WebApplication app)
    {
        app.MapGet("/hello", (string? name) => $"Hello, {name ?? "you"}").WithName("Hello").WithTags("Others");
        app.MapPost("/shapes", (Shape[] shapes) => shapes.Sum(s => s is Circle c ? c.Radius : s is Box b ? b.Width * b.Height : 0)).WithName("MeasureShapes").WithTags("Others");
        app.MapGet("/shapes", () => new Shape[] { new Circle(2.5), new Box(2, 3) }).WithName("ListShapes").WithTags("Others");
        app.MapGet("/me", Results<Ok<string>, UnauthorizedHttpResult> ([FromHeader(Name = "Authorization")] string? authorization, [FromHeader(Name = "X-Trace")] string? trace) =>
            authorization == "Bearer " + Token ? TypedResults.Ok("gardener " + trace) : TypedResults.Unauthorized()).WithName("WhoAmI").WithTags("Others");
        app.MapPost("/login", ([FromForm] LoginForm form) => new Login(form.User, form.Remember)).DisableAntiforgery().WithName("LogIn").WithTags("Others");
    }

    private static async IAsyncEnumerable<Growth> Grow([EnumeratorCancellation] CancellationToken stop)
    {
        for (var day = 1; day <= 3; day++)
        {
            await Task.Yield();
            stop.ThrowIfCancellationRequested();
            yield return new Growth(day, 0.5m * day);
        }
    }

    private static async Task<long> LengthAsync(Stream stream)
    {
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.Length;
    }
}
