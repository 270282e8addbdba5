using System.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting;

/// <summary>Turns one type or client into its files.</summary>
internal static class Emitter
{
    private const int LongestHintName = 200;

    public static IEnumerable<SourceFile> Emit(TypeModel type)
    {
        switch (type)
        {
            case RecordModel record:
                yield return File(type.Namespace, type.Name, "", RecordEmitter.Type(record));
                yield return File(type.Namespace, type.Name, ".Json", RecordEmitter.Json(record));
                break;
            case EnumModel @enum:
                yield return File(type.Namespace, type.Name, "", EnumEmitter.Type(@enum));
                yield return File(type.Namespace, type.Name, ".Json", EnumEmitter.Json(@enum));
                break;
            case UnionModel union:
                yield return File(type.Namespace, type.Name, "", UnionEmitter.Type(union));
                yield return File(type.Namespace, type.Name, ".Json", UnionEmitter.Json(union));
                break;
            case ValueUnionModel union:
                yield return File(type.Namespace, type.Name, "", ValueUnionEmitter.Type(union));
                yield return File(type.Namespace, type.Name, ".Json", ValueUnionEmitter.Json(union));
                break;
            case BinaryModel binary:
                yield return File(type.Namespace, type.Name, "", ConnectionEmitter.Binary(binary));
                break;
            case RequestModel request:
                yield return File(type.Namespace, type.Name, "", RecordEmitter.Request(request));
                break;
        }
    }

    public static IEnumerable<SourceFile> Emit(ClientModel client)
    {
        yield return File(client.Namespace, "I" + client.Name, "", ClientEmitter.Interface(client));
        yield return File(client.Namespace, client.Name, "", ClientEmitter.Class(client));
        foreach (var channel in client.Channels)
            yield return File(channel.Namespace, channel.Name, "", ConnectionEmitter.Connection(channel));
    }

    private static SourceFile File(string @namespace, string name, string suffix, string text)
    {
        var hint = $"{@namespace}.{name}";
        if (hint.Length > LongestHintName)
            hint = hint.Substring(0, LongestHintName - 17) + "_" + StableHash(hint);
        return new SourceFile($"{hint}{suffix}.g.cs", text);
    }

    private static string StableHash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ b) * 1099511628211UL;
        return hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>A file to add to the compilation.</summary>
internal sealed record SourceFile(string HintName, string Text);
