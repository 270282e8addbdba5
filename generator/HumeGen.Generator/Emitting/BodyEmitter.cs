using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting;

/// <summary>Emits how the body of a request is made of the argument <c>body</c>.</summary>
internal static class BodyEmitter
{
    public static void Assign(SourceWriter writer, BodyModel body)
    {
        switch (body.Kind)
        {
            case BodyKind.Json:
                var value = CSharpTypes.Unwrap(body.Type.WithNullable(body.Type.Nullable || !body.Required), "body");
                WhereGiven(writer, body, body.Type.Kind is RefKind.Model or RefKind.Struct
                    ? $"request.Body = {Known.ApiBody}.Json({value});"
                    : $"request.Body = {Known.ApiBody}.Json(writer => {CSharpTypes.Write(body.Type, value, "writer")});");
                break;
            case BodyKind.File:
                WhereGiven(writer, body, $"request.Body = {Known.ApiBody}.File(body);");
                break;
            case BodyKind.Text:
                WhereGiven(writer, body, $"request.Body = {Known.ApiBody}.Text(body, {Literals.String(body.ContentType)});");
                break;
            default:
                var (type, add) = body.Kind == BodyKind.Multipart ? ("MultipartBody", "form.AddText") : ("FormBody", "form.Add");
                writer.Line($"var form = new {Known.Runtime}.{type}();");
                foreach (var part in body.Parts)
                    Part(writer, part, add);
                writer.Line("request.Body = form;");
                break;
        }
    }

    private static void WhereGiven(SourceWriter writer, BodyModel body, string statement)
    {
        if (body.Required && !body.Type.Nullable)
            writer.Line(statement);
        else
            writer.If("body is not null", statement);
    }

    private static void Part(SourceWriter writer, PartModel part, string add)
    {
        var (property, type) = (part.Property, part.Property.Type);
        var name = Literals.String(property.WireName);
        var value = "body." + property.Name;
        if (property.Constant is { } constant)
            writer.Line($"{add}({name}, {Literals.String(constant)});");
        else if (type.Kind == RefKind.File)
            writer.Line($"form.AddFile({name}, {value});");
        else if (type is { Kind: RefKind.List, Element.Kind: RefKind.File })
            writer.Line($"form.AddFiles({name}, {value});");
        else if (IsPlain(type))
            writer.Line($"{add}({name}, {CSharpTypes.Text(type, value)});");
        else if (type.Nullable)
            writer.If($"{value} is not null", Compound(part, add, name, value));
        else
            writer.Lines(Compound(part, add, name, value));
    }

    // What has no text of its own: lists item by item where the specification says nothing else, the rest as JSON.
    private static string Compound(PartModel part, string add, string name, string value)
    {
        var type = part.Property.Type;
        if (type.Kind == RefKind.Bytes)
            return $"{add}({name}, {Known.Text}.Of({value}));";
        if (type.Kind == RefKind.Model)
            return $"{add}({name}, {Known.HumeJson}.WriteString({value}));";
        if (type.Kind != RefKind.List || part.Array == ArraySpelling.Json || !IsPlain(type.Element!))
            return $"{add}({name}, {Known.HumeJson}.WriteString(writer => {CSharpTypes.Write(type, CSharpTypes.Unwrap(type, value), "writer")}));";
        if (part.Array == ArraySpelling.Repeat)
            return $"foreach (var item in {value})\n    {add}({name}, {CSharpTypes.Text(type.Element!, "item")});";
        var indexed = $"$\"{Literals.InterpolatedName(part.Property.WireName)}[{{i}}]\"";
        return $"for (var i = 0; i < {value}.Count; i++)\n    {add}({indexed}, {CSharpTypes.Text(type.Element!, value + "[i]")});";
    }

    private static bool IsPlain(TypeRef type) => type.Kind is not (RefKind.Bytes or RefKind.List or RefKind.Map or RefKind.Json or RefKind.Model or RefKind.File);
}
