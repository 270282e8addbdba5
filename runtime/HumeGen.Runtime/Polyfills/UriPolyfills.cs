namespace HumeGen;

/// <summary>Members of addresses that later frameworks have.</summary>
internal static class UriPolyfills
{
    extension(Uri)
    {
        public static string UriSchemeWs => "ws";

        public static string UriSchemeWss => "wss";
    }
}
