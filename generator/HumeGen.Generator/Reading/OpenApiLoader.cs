using HumeGen.Generator.Diagnostics;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Reading;

/// <summary>Loads a document's tree with Microsoft.OpenApi.</summary>
internal static class OpenApiLoader
{
    public static OpenApiDocument? Load(ResolvedDocument document, List<DiagnosticInfo> diagnostics) => throw new NotImplementedException();
}
