using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits the exceptions of an API: one for all errors that it answers, and one for each status that callers tell apart.</summary>
internal static class ExceptionEmitter
{
    public static void WriteClass(SourceWriter writer, ClientModel client, RootModel root)
    {
        var (name, errors) = (root.Errors.Exception, root.Errors);
        XmlDocs.WriteSummary(writer, $"Error response of {root.ApiName}");
        WriteRemarks(writer, client.Namespace, errors);
        MemberWriter.WriteGeneratedCode(writer);
        using (writer.Braces($"{client.Access} partial class {name} : {RuntimeTypes.ErrorException}"))
        {
            if (errors.Body is { } type)
            {
                writer.Line($"private readonly {TypeNames.NotNull(type)}? _error;");
                writer.Line();
            }

            writer.Lines($$"""
                /// <summary>Creates an error without a response, for tests.</summary>
                /// <param name="message">The message: the fault, and the next step.</param>
                /// <param name="statusCode">The status of the response.</param>
                /// <param name="innerException">The cause; null when there is none.</param>
                public {{name}}(string message, {{RuntimeTypes.HttpStatusCode}} statusCode, {{RuntimeTypes.Exception}}? innerException = null)
                    : base(message, statusCode, innerException)
                {
                }

                /// <summary>Creates an error from a response of the server.</summary>
                /// <param name="error">The response.</param>
                """);
            writer.Line($"public {name}({RuntimeTypes.ApiError} error)");
            using (writer.Indented())
                writer.Line(": base(error)");
            writer.Line("{");
            if (errors.Body is { } read)
            {
                using (writer.Indented())
                    writer.Line($"_error = error.Read<{TypeNames.NotNull(read)}>({JsonExpressions.Reader(read)});");
            }

            writer.Line("}");
            if (errors.Body is { } body)
            {
                writer.Lines($$"""

                    /// <summary>The body of the error; null when it has another shape.</summary>
                    public {{TypeNames.NotNull(body)}}? Error
                    {
                        get => _error;
                        init => _error = value;
                    }
                    """);
            }

            if (errors.Codes is { } codes)
            {
                writer.Lines($$"""

                    /// <summary>The error code; null when the server sent none.</summary>
                    public {{codes}}? Code
                    {
                        get => base.ErrorCode is {{codes}} code ? code : default({{codes}}?);
                        init => base.ErrorCode = value;
                    }
                    """);
            }

            writer.Line();
            using (writer.Braces($"internal static {name} Create({RuntimeTypes.ApiError} error) => (int)error.StatusCode switch", "};"))
            {
                foreach (var status in errors.Statuses)
                    writer.Line($"{status.Status} => new global::{client.Namespace}.{status.Name}(error),");
                writer.Line($"_ => new {name}(error),");
            }
        }
    }

    public static void WriteClass(SourceWriter writer, ClientModel client, RootModel root, StatusExceptionModel status)
    {
        XmlDocs.WriteSummary(writer, $"{status.Status}: {status.Meaning}");
        MemberWriter.WriteGeneratedCode(writer);
        using (writer.Braces($"{client.Access} sealed partial class {status.Name} : global::{client.Namespace}.{root.Errors.Exception}"))
        {
            writer.Lines($$"""
                /// <summary>Creates an error without a response, for tests.</summary>
                /// <param name="message">The message: the fault, and the next step.</param>
                public {{status.Name}}(string message)
                    : base(message, ({{RuntimeTypes.HttpStatusCode}}){{status.Status}})
                {
                }

                /// <summary>Creates an error from a response of the server.</summary>
                /// <param name="error">The response.</param>
                public {{status.Name}}({{RuntimeTypes.ApiError}} error)
                    : base(error)
                {
                }
                """);
        }
    }

    private static void WriteRemarks(SourceWriter writer, string @namespace, ErrorsModel errors)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// Statuses with a class of their own:");
        writer.Line("/// <list type=\"bullet\">");
        foreach (var status in errors.Statuses)
            writer.Line($"/// <item><description>{status.Status}: <see cref=\"global::{@namespace}.{status.Name}\"/></description></item>");
        writer.Line("/// </list>");
        writer.Line("/// </remarks>");
    }
}
