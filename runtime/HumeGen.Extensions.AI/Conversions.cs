namespace Hume.AI;

/// <summary>Conversions that every adapter needs.</summary>
internal static class Conversions
{
    /// <summary>The number as it was written: 1.1f is 1.1, not 1.10000002.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none, or larger than anything that is measured.</exception>
    public static double ToDouble(this float value, string name) => value is > -1e9f and < 1e9f
        ? (double)(decimal)value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a number of a usual size.");

    public static void Refuse(bool isSet, string option, string reason)
    {
        if (isSet)
            throw new NotSupportedException($"{option} has no counterpart at Hume: {reason}");
    }

    /// <summary>The service, if one of the objects is of the type and no key is asked for.</summary>
    public static object? Find(Type serviceType, object? serviceKey, params object?[] services)
    {
        if (serviceType is null)
            throw new ArgumentNullException(nameof(serviceType));
        return serviceKey is null ? Array.Find(services, serviceType.IsInstanceOfType) : null;
    }
}
