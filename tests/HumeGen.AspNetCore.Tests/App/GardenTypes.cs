using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace HumeGen.AspNetCore.Tests.App;

public sealed record Numbers(
    int Whole,
    long Big,
    double Real,
    float Small,
    decimal Exact,
    short Short,
    byte Tiny,
    uint Positive,
    int? Maybe,
    List<int> Many,
    Dictionary<string, long> Named);

[JsonConverter(typeof(JsonStringEnumConverter<PlantKind>))]
public enum PlantKind
{
    Flower,
    Tree,
}

public enum Soil
{
    Sand,
    Clay,
}

public sealed record Place(string Bed, double[] Position);

public sealed record Plant(
    Guid Id,
    string Name,
    PlantKind Kind,
    Soil Soil,
    DateTimeOffset Planted,
    DateOnly Bought,
    TimeOnly Watered,
    TimeSpan Age,
    Uri? Picture,
    double? Height,
    Place? Place,
    List<string> Tags,
    Dictionary<string, decimal> Prices,
    List<Place> Before)
{
    public static Plant Rose { get; } = new(
        Guid.Empty, "Rose", PlantKind.Flower, Soil.Clay, new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.FromHours(2)), new DateOnly(2026, 5, 3), new TimeOnly(6, 30),
        TimeSpan.FromDays(2), null, 1.5, new Place("south", [1, 2.5]), ["red"], new() { ["EUR"] = 3.75m }, [new Place("pot", [])]);
}

public sealed record PlantPage(IReadOnlyList<Plant> Items, int Page, int TotalPages);

public sealed record PlantChange(string? Name, double? Height);

public sealed record Growth(int Day, decimal Centimetres);

public sealed record PhotoInfo(string FileName, string Title, int Stars, long Length);

public sealed record LoginForm(string User, bool Remember);

public sealed record Login(string User, bool Remembered);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "shape")]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Box), "box")]
public abstract record Shape;

public sealed record Circle(double Radius) : Shape;

public sealed record Box(double Width, double Height) : Shape;

public sealed record Seed
{
    [Required]
    [StringLength(8, MinimumLength = 2)]
    public string Name { get; init; } = "";

    [Range(1, 100)]
    public int Count { get; init; }
}
