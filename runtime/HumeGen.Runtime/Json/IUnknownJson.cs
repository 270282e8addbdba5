using System.Text.Json;

namespace HumeGen.Json;

/// <summary>JSON that came where a member of a union was expected and is none that is known.</summary>
public interface IUnknownJson
{
    /// <summary>The JSON as it came; undefined where it is no JSON.</summary>
    JsonElement Json { get; }
}
