using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen.Fuzz.Payloads;

/// <summary>Values of generated types: each record with all of its properties and with the required ones alone, each member of a union.</summary>
internal sealed class ExampleValues
{
    // Types that contain themselves end here.
    private const int MaxDepth = 6;

    private static readonly JsonElement Free = JsonDocument.Parse("""{"a":[1,2.5,"b",null,true]}""").RootElement;

    /// <summary>Payloads of a type.</summary>
    public IReadOnlyList<byte[]> Of(Type type)
    {
        var values = Members(type).Take(40).SelectMany(m => (object?[])[Make(m, true, 0), Make(m, false, 0)]);
        return [.. values.OfType<IJsonWritable>().Select(ApiJson.Write).DistinctBy(Convert.ToHexString)];
    }

    // The types of the known members of a union; for another type itself.
    private static IEnumerable<Type> Members(Type type) => !type.IsInterface ? [type] : type.Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && type.IsAssignableFrom(t) && !t.IsAssignableTo(typeof(IUnknownJson)))
        .OrderBy(t => t.FullName, StringComparer.Ordinal);

    private object? Make(Type type, bool all, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Make(inner, all, depth);
        if (Scalar(type) is { } scalar)
            return scalar;
        if (type == typeof(PropertyNames))
            return default(PropertyNames);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return List(type.GetGenericArguments()[0], all, depth);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return Map(type.GetGenericArguments()[1], all, depth);
        if (type.IsInterface)
            return Members(type).Select(m => Make(m, all && depth < MaxDepth, depth + 1)).FirstOrDefault(m => m is not null);
        if (type.IsValueType)
            return Struct(type, all, depth);
        return Record(type, all, depth);
    }

    private static object? Scalar(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(long) ? 5L
        : type == typeof(int) ? 5
        : type == typeof(ulong) ? 5UL
        : type == typeof(double) ? 2.5
        : type == typeof(decimal) ? 2.5m
        : type == typeof(bool) ? true
        : type == typeof(Guid) ? new Guid("0b8f7a3e-7a53-4c1b-9d2e-1f0a8b6c4d2e")
        : type == typeof(DateTimeOffset) ? new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero)
        : type == typeof(DateOnly) ? new DateOnly(2026, 11, 21)
        : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(1.5)
        : type == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>([1, 2, 3, 250])
        : type == typeof(JsonElement) ? Free
        : type == typeof(object) ? Free
        : null;

    private Array List(Type item, bool all, int depth)
    {
        var list = Array.CreateInstance(item, all && depth < MaxDepth ? 2 : 0);
        for (var i = 0; i < list.Length; i++)
            list.SetValue(Make(item, i == 0, depth + 1), i);
        return list;
    }

    private IDictionary Map(Type item, bool all, int depth)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), item))!;
        if (all && depth < MaxDepth)
            map["entry 1"] = Make(item, true, depth + 1);
        return map;
    }

    // Values of enums are static properties; a union of values has a method for each kind.
    private object? Struct(Type type, bool all, int depth)
    {
        const BindingFlags Static = BindingFlags.Public | BindingFlags.Static;
        if (type.GetProperties(Static).FirstOrDefault(p => p.PropertyType == type) is { } value)
            return value.GetValue(null);
        var makers = type.GetMethods(Static).Where(m => m.Name == "From" && m.ReturnType == type).ToArray();
        var maker = makers.ElementAtOrDefault(all ? makers.Length - 1 : 0);
        return maker is null ? Activator.CreateInstance(type) : maker.Invoke(null, [Make(maker.GetParameters()[0].ParameterType, all, depth + 1)]);
    }

    private object? Record(Type type, bool all, int depth)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null).ToArray();
        if (depth > MaxDepth && properties.Any(IsRequired) && depth > MaxDepth * 3)
            return null;
        var value = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in properties.Where(p => IsRequired(p) || (all && depth < MaxDepth)))
            property.SetValue(value, Make(property.PropertyType, all, depth + 1));
        return value;
    }

    private static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute));
}
