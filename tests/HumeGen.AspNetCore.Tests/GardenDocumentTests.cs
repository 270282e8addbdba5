using HumeGen.AspNetCore.Tests.App;

namespace HumeGen.AspNetCore.Tests;

/// <summary>The document that the client is generated from.</summary>
public sealed class GardenDocumentTests
{
    [Fact]
    public async Task It_is_the_one_that_the_application_serves()
    {
        await using var app = await GardenApp.StartAsync();
        using var http = new HttpClient();

        var served = await http.GetStringAsync(new Uri(app.Urls.Single() + "/openapi/v1.json"));

        ApprovedFile.Check(Repository.Find("tests", "HumeGen.AspNetCore.Tests", "garden.json"), served.ReplaceLineEndings("\n"), "HumeGen.AspNetCore.Tests");
    }
}
