using System.Text.Json.Nodes;

namespace HumeGen.Server.Validation;

/// <summary>The content of a request, typed as its spec says, and the faults found in it.</summary>
internal sealed record ValidatedRequest(
    JsonObject Query, JsonNode? Body, IReadOnlyList<UploadedFile> Files, IReadOnlyList<ValidationProblem> Problems);
