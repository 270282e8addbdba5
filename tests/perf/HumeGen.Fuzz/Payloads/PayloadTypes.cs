using System.Reflection;
using System.Text.Json;
using Hume;

namespace HumeGen.Fuzz.Payloads;

/// <summary>Finds the types of the bundled client that read themselves from JSON.</summary>
internal static class PayloadTypes
{
    public static IReadOnlyList<PayloadType> Find() =>
    [
        .. typeof(HumeClient).Assembly.GetTypes()
            .Where(t => !t.ContainsGenericParameters)
            .Select(t => t.GetMethod("ReadJson", BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly, [typeof(Utf8JsonReader).MakeByRefType()]))
            // The converter of a union has the method too, for frameworks in which interfaces cannot have it.
            .Where(m => m is not null && m.ReturnType == m.DeclaringType)
            .OrderBy(m => m!.ReturnType.FullName, StringComparer.Ordinal)
            .Select(m => (PayloadType)Activator.CreateInstance(typeof(PayloadType<>).MakeGenericType(m!.ReturnType), m)!),
    ];
}
