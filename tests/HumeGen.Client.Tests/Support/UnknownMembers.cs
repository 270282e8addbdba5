using System.Collections;
using System.Text.Json;

namespace Hume.Tests;

/// <summary>Looks through values read from JSON.</summary>
internal static class UnknownMembers
{
    /// <summary>Checks that a value has no unknown member or variant at any depth.</summary>
    public static void AssertNone(object? value, string path = "result")
    {
        switch (value)
        {
            case null or string or JsonElement or ReadOnlyMemory<byte> or byte[]:
                return;
            case IDictionary:
                return;
            case IEnumerable items:
                var index = 0;
                foreach (var item in items)
                    AssertNone(item, $"{path}[{index++}]");
                return;
        }

        var type = value.GetType();
        if (type.Namespace?.StartsWith("Hume", StringComparison.Ordinal) != true)
            return;
        Assert.False(type.Name.StartsWith("Unknown", StringComparison.Ordinal), $"{path} is {type.Name}: {value}");
        foreach (var property in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.GetMethod is { IsStatic: false }))
        {
            var inner = property.GetValue(value);
            if (property.Name == "AdditionalProperties")
                Assert.True(inner is null, $"{path} has members beyond the specification.");
            else if (property.Name == "Kind" && type.IsValueType)
                Assert.True(inner?.ToString() != "Unknown", $"{path} is {value}, which is no known value of {type.Name}.");
            else
                AssertNone(inner, $"{path}.{property.Name}");
        }
    }
}
