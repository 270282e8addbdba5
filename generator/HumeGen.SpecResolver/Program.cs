using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;
using Microsoft.CodeAnalysis;

// Reads specifications just as the generator does, up to the step that brings schemas into the form that its library reads, and writes the OpenAPI
// and AsyncAPI documents as one JSON object with a member for each file. The simulator embeds them, so that it and the client follow the same text.
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: HumeGen.SpecResolver <output.json> <spec.yml>...");
    return 2;
}

var files = args[1..].Select(path => SpecReader.Read(path, File.ReadAllText(path), CancellationToken.None)).ToList();
var sources = SpecSources.Of(files, CancellationToken.None);
var documents = sources.Documents.Select(input => SpecLoader.Patch(input, CancellationToken.None)).ToList();
var errors = sources.Diagnostics(documents).Concat(documents.SelectMany(document => document.Diagnostics))
    .Select(diagnostic => diagnostic.ToDiagnostic())
    .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
    .ToList();
foreach (var error in errors)
{
    var place = error.Location.GetLineSpan();
    var (line, column) = (place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1);
    var message = error.GetMessage(CultureInfo.InvariantCulture);
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{place.Path}({line},{column}): error {error.Id}: {message}"));
}

if (errors.Count > 0)
    return 1;

var output = new JsonObject(documents
    .Select(document => KeyValuePair.Create<string, JsonNode?>(Path.GetFileName(document.File.Path), document.Root.DeepClone())));
File.WriteAllText(args[0], output.ToJsonString());
return 0;
