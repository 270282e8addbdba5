using System.Text;
using HumeGen.Generator.Emitting.Clients;
using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Emitting.Types;
using HumeGen.Generator.Model;
using HumeGen.Generator.Slicing;

namespace HumeGen.Generator.Emitting;

/// <summary>Turns one type or client into its files.</summary>
internal static class Emitter
{
    private const int LongestHintName = 200;

    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).Select(n => "COM" + n), .. Enumerable.Range(1, 9).Select(n => "LPT" + n)];

    public static IEnumerable<SourceFile> Emit(Slice<TypeModel> slice) => Join(slice.FileName, slice.Models.SelectMany(Emit));

    public static IEnumerable<SourceFile> Emit(Slice<ClientModel> slice) => Join(slice.FileName, slice.Models.SelectMany(Emit));

    private static IEnumerable<SourceFile> Join(string? name, IEnumerable<SourceFile> files)
    {
        if (name is null)
            return files;
        var all = files.ToArray();
        // What connections are in may be another namespace than their client's.
        return all.GroupBy(f => SourceWriter.HeaderOf(f.Text)).Select((group, i) =>
            new SourceFile(HintName(name, i == 0 ? "" : "." + i), group.Key + string.Join("\n", group.Select(f => f.Text.Substring(group.Key.Length)))));
    }

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
            case TupleModel tuple:
                yield return File(type.Namespace, type.Name, "", TupleEmitter.Type(tuple));
                yield return File(type.Namespace, type.Name, ".Json", TupleEmitter.Json(tuple));
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
            yield return File(channel.Namespace, channel.Name, "", ConnectionEmitter.Connection(channel, client.Access));
    }

    private static SourceFile File(string @namespace, string name, string suffix, string text) => new(HintName($"{@namespace}.{name}", suffix), text);

    private static string HintName(string full, string suffix)
    {
        var hint = new StringBuilder();
        foreach (var c in full)
            hint.Append(c < 128 ? c : '_');
        suffix += ".g.cs";
        // What is not told by these characters alone is told by a hash of the whole.
        if (full.Length + suffix.Length > LongestHintName || hint.ToString() != full)
        {
            hint.Length = Math.Min(hint.Length, LongestHintName - suffix.Length - 17);
            hint.Append('_').Append(StableHash.Of(full));
        }

        // Windows takes files of these names for devices, whatever their ending.
        if (Devices.Contains(full.Split('.')[0], StringComparer.OrdinalIgnoreCase))
            hint.Insert(0, '_');
        return hint.Append(suffix).ToString();
    }
}
