using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits how the argument <c>body</c> becomes the body of a request.</summary>
internal static class BodyEmitter
{
    /// <param name="writer">Destination of the code.</param>
    /// <param name="body">The body.</param>
    /// <param name="changed">A copy of a JSON body to send in its place; null sends the argument.</param>
    public static void WriteBody(SourceWriter writer, BodyModel body, string? changed = null)
    {
        switch (body.Kind)
        {
            case BodyKind.Json:
                WriteJson(writer, body, $"{RuntimeTypes.ApiBody}.Json({Json(body, changed ?? "body")})");
                break;
            case BodyKind.File:
                WriteWhereGiven(writer, body, $"request.Body = {RuntimeTypes.ApiBody}.File(body);");
                break;
            case BodyKind.Text:
                WriteWhereGiven(writer, body, $"request.Body = {RuntimeTypes.ApiBody}.Text(body, {Literals.String(body.ContentType)});");
                break;
            case BodyKind.Multipart:
                WriteForm(writer, body, RuntimeTypes.MultipartFormBody, "form.AddText");
                break;
            default:
                WriteForm(writer, body, RuntimeTypes.FormBody, "form.Add");
                break;
        }
    }

    // A body that must be there may be null itself.
    private static void WriteJson(SourceWriter writer, BodyModel body, string value)
    {
        if (body is { Required: true, Type.Nullable: true })
            writer.Line($"request.Body = body is null ? {RuntimeTypes.ApiBody}.Json(static writer => writer.WriteNullValue(){JsonType(body)}) : {value};");
        else
            WriteWhereGiven(writer, body, $"request.Body = {value};");
    }

    private static string JsonType(BodyModel body) => body.ContentType is "application/json" or "*/*" ? "" : ", " + Literals.String(body.ContentType);

    private static string Json(BodyModel body, string name)
    {
        var value = JsonExpressions.Unwrap(body.Type.WithNullable(body.Type.Nullable || !body.Required), name);
        var type = JsonType(body);
        return body.Type.Kind is RefKind.Model or RefKind.Tuple or RefKind.Struct
            ? value + type
            : $"writer => {JsonExpressions.Write(body.Type, value, "writer")}{type}";
    }

    private static void WriteWhereGiven(SourceWriter writer, BodyModel body, string statement)
    {
        if (body.Required)
            writer.Line(statement);
        else
            writer.If("body is not null", statement);
    }

    private static void WriteForm(SourceWriter writer, BodyModel body, string form, string add)
    {
        if (body.Required)
        {
            WriteParts();
            return;
        }

        using (writer.Braces("if (body is not null)"))
            WriteParts();

        void WriteParts()
        {
            writer.Line($"var form = new {form}();");
            foreach (var part in body.Parts)
                WritePart(writer, part, add);
            writer.Line("request.Body = form;");
        }
    }

    private static void WritePart(SourceWriter writer, PartModel part, string add)
    {
        var (property, type) = (part.Property, part.Property.Type);
        var name = Literals.String(property.WireName);
        var value = "body." + property.Name;
        var end = part.ContentType is { } contentType ? $", {Literals.String(contentType)});" : ");";
        if (part.IsMap)
            WriteParts(writer, type.Element!, add, value);
        else if (property.Constant is { } constant)
            writer.Line($"{add}({name}, {Literals.String(constant)}{end}");
        else if (type.Kind == RefKind.File)
            writer.Line($"form.AddFile({name}, {value});");
        else if (type is { Kind: RefKind.List, Element.Kind: RefKind.File })
            writer.Line($"form.AddFiles({name}, {value});");
        else if (part.KeyValues.Count > 0)
            writer.Line($"{add}({name}, {TextExpressions.Of(type.WithNullable(false), KeyValue(part, value))}{end}");
        else if (type.MayHaveParts && part is { Array: ArrayFormat.Repeat, ContentType: null })
            writer.Lines($"foreach (var item in {TextExpressions.Items(value)})\n    {add}({name}, item);");
        else if (type.MayHaveParts && part.Array == ArrayFormat.Joined)
            writer.Line($"form.AddJoined({name}, {TextExpressions.Items(value)});");
        else if (IsScalar(type) && (part.Array != ArrayFormat.Deep || type.Kind != RefKind.Struct))
            writer.Line($"{add}({name}, {TextExpressions.Of(type, value)}{end}");
        else if (type.Nullable)
            writer.If($"{value} is not null", AddCompound(part, add, name, value, end));
        else
            writer.Lines(AddCompound(part, add, name, value, end));
    }

    private static void WriteParts(SourceWriter writer, TypeRef type, string add, string value)
    {
        using (writer.Braces($"if ({value} is not null)"))
        using (writer.Braces($"foreach (var part in {value})"))
        {
            if (IsScalar(type) || type.Kind == RefKind.Bytes)
                writer.Line($"{add}(part.Key, {TextExpressions.Of(type, "part.Value")});");
            else if (type is { Kind: RefKind.List, Nullable: false } && IsScalar(type.Element!))
                writer.Lines($"foreach (var item in part.Value)\n    {add}(part.Key, {TextExpressions.Of(type.Element!, "item")});");
            else
                writer.Line($"{add}(part.Key, {RuntimeTypes.ApiJson}.WriteString(writer => {JsonExpressions.Write(type, JsonExpressions.Unwrap(type, "part.Value"), "writer")}));");
        }
    }

    // The value that is given, or the one of the form whose parts are there.
    private static string KeyValue(PartModel part, string value)
    {
        var problem = Literals.String($"Give {part.Property.Name}, as the parts that are given do not tell it.");
        var otherwise = $"throw new {RuntimeTypes.ArgumentException}({problem}, nameof(body))";
        foreach (var known in part.KeyValues.Reverse())
        {
            var condition = string.Join(" && ", known.Parts.Select(p => $"body.{p} is not null"));
            otherwise = $"{condition} ? {Literals.String(known.Value)} : {otherwise}";
        }

        return $"{value} ?? ({otherwise})";
    }

    // A value without a text of its own: a list item by item where the specification says nothing else, the rest as JSON.
    private static string AddCompound(PartModel part, string add, string name, string value, string end)
    {
        var type = part.Property.Type;
        if (type.Kind == RefKind.Bytes)
            return $"{add}({name}, {TextExpressions.Of(type, value)}{end}";
        if (part.Array == ArrayFormat.Deep && type.Kind == RefKind.Model)
            return $"form.AddObject({name}, {value}.WriteJson);";
        if (part.Array == ArrayFormat.Deep && type.Kind is RefKind.Tuple or RefKind.Struct)
            return $"form.AddObject({name}, {JsonExpressions.Unwrap(type, value)}.WriteJson);";
        if (part.Array == ArrayFormat.Deep && type.Kind is RefKind.Map or RefKind.List)
            return $"form.AddObject({name}, writer => {JsonExpressions.Write(type, value, "writer")});";
        if (type.Kind is RefKind.Model or RefKind.Tuple)
            return $"{add}({name}, {RuntimeTypes.ApiJson}.WriteString({value}){end}";
        if (type.Kind != RefKind.List || part.Array == ArrayFormat.Json || !IsScalar(type.Element!))
        {
            var write = JsonExpressions.Write(type, JsonExpressions.Unwrap(type, value), "writer");
            return $"{add}({name}, {RuntimeTypes.ApiJson}.WriteString(writer => {write}){end}";
        }

        var wireName = Literals.InterpolatedName(part.Property.WireName);
        return part.Array switch
        {
            ArrayFormat.Joined => $"form.AddJoined({name}, {(type.Element!.Kind == RefKind.String ? value : TextExpressions.Each(value))});",
            ArrayFormat.Indexed => $$"""
                for (var i = 0; i < {{value}}.Count; i++)
                    {{add}}($"{{wireName}}[{i}]", {{TextExpressions.Of(type.Element!, value + "[i]")}}{{end}}
                """,
            _ => $"""
                foreach (var item in {value})
                    {add}({name}, {TextExpressions.Of(type.Element!, "item")}{end}
                """,
        };
    }

    private static bool IsScalar(TypeRef type) =>
        type.Kind is not (RefKind.Bytes or RefKind.List or RefKind.Map or RefKind.Json or RefKind.Model or RefKind.Tuple or RefKind.File);
}
