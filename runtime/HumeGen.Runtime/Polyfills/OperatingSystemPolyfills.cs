namespace HumeGen;

/// <summary>Questions about the platform of later frameworks. A program that runs in a browser gets the build for .NET.</summary>
internal static class OperatingSystemPolyfills
{
    extension(OperatingSystem)
    {
        public static bool IsBrowser() => false;
    }
}
