using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Knows the object by which ASP.NET Core describes a server-sent event. It is never sent: its parts are fields of the event.</summary>
internal static class DotNetEvents
{
    private static readonly HashSet<string> Parts = ["data", "eventType", "eventId", "reconnectionInterval"];

    /// <summary>The schema of what is sent as the data of an event.</summary>
    public static SchemaNode DataOf(SchemaNode item)
    {
        var properties = item.Target.Properties;
        return properties.Count == Parts.Count && properties.All(p => Parts.Contains(p.Name)) ? properties.First(p => p.Name == "data").Schema : item;
    }
}
