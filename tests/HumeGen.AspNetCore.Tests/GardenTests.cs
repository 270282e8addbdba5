using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Garden;
using HumeGen.AspNetCore.Tests.App;
using Numbers = Garden.Numbers;
using Place = Garden.Place;
using Plant = Garden.Plant;
using PlantChange = Garden.PlantChange;
using PlantKind = Garden.PlantKind;
using Seed = Garden.Seed;

namespace HumeGen.AspNetCore.Tests;

/// <summary>Every endpoint of an ASP.NET Core application, called by the client that is generated from its own OpenAPI document.</summary>
public sealed class GardenTests(GardenFixture garden) : IClassFixture<GardenFixture>
{
    private const string Id = "6f0c1f34-7f62-4c6a-9a55-0a4c4bb0f1d2";

    private static readonly Plant Oak = new()
    {
        Id = Id,
        Name = "Oak",
        Kind = PlantKind.Tree,
        Soil = 1,
        Planted = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(-3)),
        Bought = new DateOnly(2026, 1, 1),
        Watered = "06:30:00",
        Age = "400.01:02:03",
        Picture = "https://garden.example/oak?size=5",
        Height = null,
        Place = new Place { Bed = "north", Position = [1, -2.5, 1e-7] },
        Tags = ["old", "größer"],
        Prices = new Dictionary<string, decimal>
        {
            ["EUR"] = 12.25m,
        },
        Before = [],
    };

    // By the name of the endpoint, with a word behind it where there are several ways to call it; the result as text.
    private static readonly Dictionary<string, (Func<GardenClient, Task<string>> Call, string Result)> Calls = new()
    {
        ["EchoNumbers"] = (async c =>
        {
            var numbers = new Numbers
            {
                Whole = -1,
                Big = long.MaxValue,
                Real = 1.5e300,
                Small = 0.25,
                Exact = 19.99m,
                Short = short.MinValue,
                Tiny = 255,
                Positive = uint.MaxValue,
                Maybe = null,
                Many = [1, 2],
                Named = new Dictionary<string, long>
                {
                    ["a"] = 1L << 40,
                },
            };
            return JsonNode.DeepEquals(Json(numbers), Json(await c.Numbers.EchoNumbersAsync(numbers))) ? "same" : "other";
        }, "same"),
        ["NameNumbers"] = (c => c.Numbers.NameNumbersAsync(7, 1L << 40, new()
        {
            Real = 1.5,
            Exact = 0.1m,
            Flag = true,
        }), "7 1099511627776 1.5 0.1 True"),
        ["SumNumbers"] = (async c => $"{await c.Numbers.SumNumbersAsync(new() { Values = [1, 2, 3] })}", "6"),
        ["AddPlant"] = (async c => JsonNode.DeepEquals(Json(Oak), Json(await c.Plants.AddPlantAsync(Oak))) ? "same" : "other", "same"),
        ["GetPlant"] = (async c =>
        {
            var plant = await c.Plants.GetPlantAsync(Id);
            return FormattableString.Invariant($"{plant.Id == Id} {plant.Name} {plant.Kind} {plant.Soil} {plant.Planted:O} {plant.Bought:O} {plant.Watered} ")
                + FormattableString.Invariant($"{plant.Height} {plant.Place?.Position[1]} {plant.Prices["EUR"]} {plant.Before[0].Bed}");
        }, "True Rose Flower 1 2026-05-04T03:02:01.0000000+02:00 2026-05-03 06:30:00 1.5 2.5 3.75 pot"),
        ["ListPlants"] = (async c => $"{(await c.Plants.ListPlantsAsync(new() { Page = 3 })).Items[0].Name} {(await c.Plants.ListPlantsAsync()).TotalPages}", "5 3"),
        ["ListPlants all"] = (async c => string.Join(' ', (await c.Plants.ListPlantsAllAsync(new()
        {
            PageSize = 2,
            Kind = PlantKind.Tree,
        }).ToListAsync()).Select(p => p.Name)), "Tree1 Tree2 Tree3 Tree4 Tree5"),
        ["ChangePlant"] = (async c =>
        {
            var plant = await c.Plants.ChangePlantAsync(Id, new PlantChange
            {
                Name = "Briar",
                Height = null,
            });
            return $"{plant.Name} {plant.Height is null}";
        }, "Briar True"),
        ["RemovePlant"] = (async c =>
        {
            await c.Plants.RemovePlantAsync(Id);
            return "gone";
        }, "gone"),
        ["WatchGrowth"] = (async c => string.Join(' ', (await c.Plants.WatchGrowthAsync().ToListAsync()).Select(g => FormattableString.Invariant($"{g.Day}:{g.Centimetres}"))), "1:0.5 2:1.0 3:1.5"),
        ["AddPhoto"] = (async c =>
        {
            var photo = await c.Photos.AddPhotoAsync(new()
            {
                Photo = FilePart.FromBytes(new byte[5], "rose.png", "image/png"),
                Title = "A \"rose\"",
                Stars = 4,
            });
            return $"{photo.FileName} {photo.Title} {photo.Stars} {photo.Length}";
        }, "rose.png A \"rose\" 4 5"),
        ["AddPhotos"] = (async c => string.Join(' ', await c.Photos.AddPhotosAsync(new() { Photos = [FilePart.FromBytes(new byte[1], "a.png"), FilePart.FromBytes(new byte[2], "b.png")] })), "a.png b.png"),
        ["GetPhoto"] = (async c =>
        {
            await using var photo = await c.Photos.GetPhotoAsync("rose 1.png");
            var bytes = new MemoryStream();
            await photo.CopyToAsync(bytes);
            return $"{photo.ContentType} {photo.FileName} {Convert.ToHexString(bytes.ToArray())}";
        }, "image/png rose 1.png 010203"),
        ["PutPhoto"] = (async c => $"{await c.Photos.PutPhotoAsync("a", FilePart.FromBytes(new byte[70_000], "a.bin"))}", "70000"),
        ["Hello"] = (c => c.Others.HelloAsync(new() { Name = "Ann & Bo" }), "Hello, Ann & Bo"),
        ["MeasureShapes"] = (async c => FormattableString.Invariant($"{await c.Others.MeasureShapesAsync([new ShapeCircle { Radius = 1.5 }, new ShapeBox { Width = 2, Height = 3 }])}"), "7.5"),
        ["ListShapes"] = (async c => string.Join(' ', (await c.Others.ListShapesAsync()).Select(s => s switch
        {
            ShapeCircle circle => FormattableString.Invariant($"circle {circle.Radius}"),
            ShapeBox box => FormattableString.Invariant($"box {box.Width} {box.Height}"),
            _ => "unknown",
        })), "circle 2.5 box 2 3"),
        ["WhoAmI"] = (c => c.Others.WhoAmIAsync(new() { XTrace = "t-1" }), "gardener t-1"),
        ["LogIn"] = (async c =>
        {
            var login = await c.Others.LogInAsync(new()
            {
                User = "Ann",
                Remember = true,
            });
            return $"{login.User} {login.Remembered}";
        }, "Ann True"),
        ["LogIn urlencoded"] = (async c =>
        {
            var login = await c.Others.LogInAsXWwwFormUrlencodedAsync(new()
            {
                User = "Ann+Bo",
                Remember = false,
            });
            return $"{login.User} {login.Remembered}";
        }, "Ann+Bo False"),
        ["AddSeed"] = (async c =>
        {
            var seed = await c.Seeds.AddSeedAsync(new Seed
            {
                Name = "Bean",
                Count = 3,
            });
            return $"{seed.Name} {seed.Count}";
        }, "Bean 3"),
        ["GetSeed"] = (async c => $"{(await c.Seeds.GetSeedAsync("a ü?b")).Name}", "a ü?b"),
        ["CountSeed"] = (async c =>
        {
            string? seen = null;
            await c.Seeds.CountSeedAsync(
                "bean",
                new()
                {
                    Count = 5,
                    XWhy = "sown",
                },
                new ApiCallOptions { OnResponse = r => seen = r.Headers["X-Seen"] });
            return seen!;
        }, "bean 5 sown"),
        ["LabelSeed"] = (c => c.Seeds.LabelSeedAsync("bean", new()
        {
            Label = FilePart.FromBytes(new byte[1], "label.txt"),
            Colours = ["red", "blue"],
        }), "bean label.txt red+blue"),
        ["FindSeeds"] = (async c => string.Join(' ', (await c.Seeds.FindSeedsAsync(new()
        {
            Since = new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero),
            Names = ["a,b", "c"],
        })).Select(s => $"{s.Name} {s.Count}")), "a,b 2025 c 2025"),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_endpoint_answers(string name)
    {
        var endpoints = new ConcurrentBag<string>();
        using var client = Client(endpoints);

        Assert.Equal(Calls[name].Result, await Calls[name].Call(client));

        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, e => Assert.Equal(name.Split(' ')[0], e));
    }

    [Fact]
    public void Each_operation_of_the_document_is_called()
    {
        var document = JsonNode.Parse(File.ReadAllText(Repository.Find("tests", "HumeGen.AspNetCore.Tests", "garden.json")))!;
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(o => (string)o.Value!["operationId"]!);

        Assert.Equal(operations.Order(), Calls.Keys.Select(k => k.Split(' ')[0]).Distinct().Order());
    }

    [Fact]
    public async Task A_list_is_asked_for_page_by_page()
    {
        var endpoints = new ConcurrentBag<string>();
        using var client = Client(endpoints);

        Assert.Equal([2, 2, 1], (await client.Plants.ListPlantsAllAsync().AsPages().ToListAsync()).Select(p => p.Items.Count));

        Assert.Equal(3, endpoints.Count);
    }

    [Fact]
    public async Task Problem_details_are_typed()
    {
        using var client = Client([]);

        var error = await Assert.ThrowsAsync<GardenNotFoundException>(() => client.Plants.GetPlantAsync(Guid.Empty.ToString()));
        Assert.True(error.TryReadError<ProblemDetails>(out var problem));
        Assert.Equal(("Not found", 404, "There is no such plant."), (problem.Title, problem.Status, problem.Detail));

        error = await Assert.ThrowsAsync<GardenNotFoundException>(() => client.Seeds.GetSeedAsync("none"));
        Assert.Contains("Not Found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validation_problems_name_the_fields()
    {
        using var client = Client([]);

        var error = await Assert.ThrowsAsync<GardenApiException>(() => client.Plants.AddPlantAsync(Oak with { Name = "" }));
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal(["name: A plant needs a name."], error.Details.Select(d => $"{d.Path}: {d.Message}"));
        Assert.True(error.TryReadError<HttpValidationProblemDetails>(out var problem));
        Assert.Equal(["A plant needs a name."], problem.Errors!["name"]);

        error = await Assert.ThrowsAsync<GardenApiException>(() => client.Seeds.AddSeedAsync(new Seed
        {
            Name = "B",
            Count = 0,
        }));
        Assert.Equal(["Count", "Name"], error.Details.Select(d => d.Path).Order());
    }

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        using var client = new GardenClient(new GardenClientOptions
        {
            Credential = ApiCredential.FromAccessToken("fork"),
            BaseAddress = garden.Address,
        });

        await Assert.ThrowsAsync<GardenAuthenticationException>(() => client.Others.WhoAmIAsync());
    }

    private GardenClient Client(ConcurrentBag<string> endpoints) => new(new GardenClientOptions
    {
        Credential = ApiCredential.FromAccessToken(GardenApp.Token),
        BaseAddress = garden.Address,
        OnResponse = a => endpoints.Add(a.Response?.Headers.GetValueOrDefault("X-Endpoint") ?? "none"),
    });

    private static JsonNode? Json(HumeGen.Json.IJsonWritable value) => JsonNode.Parse(HumeGen.Json.ApiJson.WriteString(value));
}
