using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace HumeGen.AspNetCore.Tests.App;

/// <summary>Seeds, by a controller, which refuses what breaks the rules of their type.</summary>
[ApiController]
[Route("seeds")]
[Produces("application/json")]
public sealed class SeedsController : ControllerBase
{
    [HttpPost(Name = "AddSeed")]
    [ProducesResponseType<Seed>(StatusCodes.Status201Created)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")]
    public IActionResult Add(Seed seed) => Created("/seeds/" + seed?.Name, seed);

    [HttpGet("{name}", Name = "GetSeed")]
    [ProducesResponseType<Seed>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public IActionResult Get(string name) => name == "none"
        ? NotFound()
        : Ok(new Seed
        {
            Name = name,
            Count = 7,
        });

    [HttpPut("{name}/count", Name = "CountSeed")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public IActionResult Count(string name, [FromQuery] int count, [FromHeader(Name = "X-Why")] string? why)
    {
        Response.Headers["X-Seen"] = $"{name} {count} {why}";
        return NoContent();
    }

    [HttpPost("{name}/label", Name = "LabelSeed")]
    [Consumes("multipart/form-data")]
    public ActionResult<string> Label(string name, IFormFile label, [FromForm] string[] colours) => Ok($"{name} {label?.FileName} {string.Join('+', colours ?? [])}");

    [HttpGet(Name = "FindSeeds")]
    public ActionResult<IEnumerable<Seed>> Find([FromQuery] DateTime? since, [FromQuery] string[] names) => Ok(names?.Select(n => new Seed
    {
        Name = n,
        Count = since?.Year ?? 0,
    }));
}
