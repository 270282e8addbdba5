using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Emitting.Types;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Emits how the body of a request is made of the argument <c>body</c>.</summary>
internal static class BodyEmitter
{
    public static void Assign(SourceWriter writer, BodyModel body)
    {
        switch (body.Kind)
        {
            case BodyKind.Json:
                var value = CSharpTypes.Unwrap(body.Type.WithNullable(body.Type.Nullable || !body.Required), "body");
                var type = body.ContentType is "application/json" or "*/*" ? "" : ", " + Literals.String(body.ContentType);
                WhereGiven(writer, body, body.Type.Kind is RefKind.Model or RefKind.Tuple or RefKind.Struct
                    ? $"request.Body = {RuntimeTypes.ApiBody}.Json({value}{type});"
                    : $"request.Body = {RuntimeTypes.ApiBody}.Json(writer => {CSharpTypes.Write(body.Type, value, "writer")}{type});");
                break;
            case BodyKind.File:
                WhereGiven(writer, body, $"request.Body = {RuntimeTypes.ApiBody}.File(body);");
                break;
            case BodyKind.Text:
                WhereGiven(writer, body, $"request.Body = {RuntimeTypes.ApiBody}.Text(body, {Literals.String(body.ContentType)});");
                break;
            default:
                var (form, add) = body.Kind == BodyKind.Multipart ? ("MultipartBody", "form.AddText") : ("FormBody", "form.Add");
                writer.Line($"var form = new {RuntimeTypes.Runtime}.{form}();");
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
        var end = part.ContentType is { } contentType ? $", {Literals.String(contentType)});" : ");";
        if (property.Constant is { } constant)
            writer.Line($"{add}({name}, {Literals.String(constant)}{end}");
        else if (type.Kind == RefKind.File)
            writer.Line($"form.AddFile({name}, {value});");
        else if (type is { Kind: RefKind.List, Element.Kind: RefKind.File })
            writer.Line($"form.AddFiles({name}, {value});");
        else if (IsPlain(type))
            writer.Line($"{add}({name}, {CSharpTypes.Text(type, value)}{end}");
        else if (type.Nullable)
            writer.If($"{value} is not null", Compound(part, add, name, value, end));
        else
            writer.Lines(Compound(part, add, name, value, end));
    }

    // What has no text of its own: lists item by item where the specification says nothing else, the rest as JSON.
    private static string Compound(PartModel part, string add, string name, string value, string end)
    {
        var type = part.Property.Type;
        if (type.Kind == RefKind.Bytes)
            return $"{add}({name}, {RuntimeTypes.Text}.Of({value}){end}";
        if (part.Array == ArraySpelling.Deep && type.Kind is RefKind.Model or RefKind.Map)
            return $"form.AddObject({name}, {(type.Kind == RefKind.Model ? value + ".WriteJson" : "writer => " + CSharpTypes.Write(type, value, "writer"))});";
        if (type.Kind is RefKind.Model or RefKind.Tuple)
            return $"{add}({name}, {RuntimeTypes.HumeJson}.WriteString({value}){end}";
        if (type.Kind != RefKind.List || part.Array == ArraySpelling.Json || !IsPlain(type.Element!))
            return $"{add}({name}, {RuntimeTypes.HumeJson}.WriteString(writer => {CSharpTypes.Write(type, CSharpTypes.Unwrap(type, value), "writer")}){end}";
        if (part.Array == ArraySpelling.Joined)
            return $"{add}({name}, {RuntimeTypes.Text}.Joined({value}){end}";
        if (part.Array != ArraySpelling.Indexed)
            return $"foreach (var item in {value})\n    {add}({name}, {CSharpTypes.Text(type.Element!, "item")}{end}";
        var indexed = $"$\"{Literals.InterpolatedName(part.Property.WireName)}[{{i}}]\"";
        return $"for (var i = 0; i < {value}.Count; i++)\n    {add}({indexed}, {CSharpTypes.Text(type.Element!, value + "[i]")}{end}";
    }

    private static bool IsPlain(TypeRef type) => type.Kind is not (RefKind.Bytes or RefKind.List or RefKind.Map or RefKind.Json or RefKind.Model or RefKind.Tuple or RefKind.File);
}
