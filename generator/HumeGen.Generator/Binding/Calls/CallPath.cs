using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>
/// The path of an operation and the parameters that fill it. A document may have more behind a path than OpenAPI allows, so that several operations share
/// it: a query is sent with every call, a fragment is not.
/// </summary>
/// <param name="Template">The path with its placeholders, each of which has a parameter.</param>
/// <param name="FixedQuery">The query that every call sends.</param>
/// <param name="Parameters">The parameters of the operation.</param>
internal sealed record CallPath(string Template, IReadOnlyList<(string Name, string Value)> FixedQuery, IReadOnlyList<ParameterDraft> Parameters)
{
    // {+name} of RFC 6570 leaves slashes as they are; {name+} and {name*} are what gateways and frameworks call the rest of a path.
    private static readonly char[] Operators = ['+', '*'];

    /// <summary>Takes a path apart and brings its parameters in line with it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="key">The path as the document has it.</param>
    /// <param name="declared">The parameters as the document has them.</param>
    /// <param name="reports">Whether what does not agree is reported.</param>
    public static CallPath Read(DocumentContext document, OperationNode operation, string key, IReadOnlyList<ParameterDraft> declared, bool reports)
    {
        var path = key.Split('#')[0];
        var mark = path.IndexOf('?');
        var query = mark < 0 ? [] : AddressQuery.Read(path.Substring(mark + 1));
        var template = mark < 0 ? path : path.Substring(0, mark);
        var parameters = declared.ToList();
        foreach (var written in PathTemplate.Names(template))
        {
            var name = Find(written) is null ? written.Trim(Operators) : written;
            if (name.Length == 0 || name.IndexOf('{') >= 0)
                continue;
            template = template.Replace("{" + written + "}", "{" + name + "}");
            var parameter = Take(name, name, ParameterIn.Path);
            if (written != name)
                parameters[parameters.IndexOf(parameter)] = parameter with { HasSteps = true };
        }

        foreach (var (name, placeholder) in query.Select(q => (q.Name, AddressQuery.Placeholder(q.Value))))
        {
            // What is fixed is no choice of the caller's.
            if (placeholder is null)
                parameters.RemoveAll(p => p.Place == ParameterIn.Query && p.Property.WireName == name);
            else if (!parameters.Any(p => p.Place == ParameterIn.Query && p.Property.WireName == name))
                Take(placeholder, name, ParameterIn.Query);
        }

        var names = PathTemplate.Names(template);
        foreach (var stray in parameters.Where(p => p.Place == ParameterIn.Path && !names.Contains(p.Property.WireName)).ToArray())
        {
            Report(stray.Pointer, $"it has no '{{{stray.Property.WireName}}}', so the parameter of this name is left out");
            parameters.Remove(stray);
        }

        return new CallPath(template, [.. query.Where(q => AddressQuery.Placeholder(q.Value) is null)], parameters);

        ParameterDraft? Find(string name) => parameters.Find(p => p.Place == ParameterIn.Path && p.Property.WireName == name);

        // The declared parameter for a placeholder, or else a text.
        ParameterDraft Take(string name, string wireName, ParameterIn place)
        {
            var found = Find(name);
            if (found is null)
            {
                Report(operation.Pointer, $"no parameter describes '{{{name}}}', so it is a required text");
                var doc = new DocModel($"The parameter \"{name}\".", false);
                found = new ParameterDraft(
                    operation, new PropertyDraft(wireName, null, TypeUse.Of(RefKind.String), true, null, false, doc), place, null, place == ParameterIn.Query, null);
                parameters.Add(found);
            }
            else if (found.Place != place)
            {
                parameters.Remove(found);
                parameters.Add(found = found with { Property = found.Property with { WireName = wireName }, Place = place });
            }

            return found;
        }

        void Report(JsonPointer pointer, string problem)
        {
            if (reports)
                document.Report(Descriptors.PathParameterMismatch, pointer, key, problem);
        }
    }
}
