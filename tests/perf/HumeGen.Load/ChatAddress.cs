namespace HumeGen.Load;

/// <summary>The address of a chat that takes raw samples.</summary>
internal static class ChatAddress
{
    public static Uri Of(Uri server, string query = "") => new UriBuilder(server)
    {
        Scheme = "ws",
        Path = "/v0/evi/chat",
        Query = $"session_settings[audio][encoding]=linear16&session_settings[audio][sample_rate]={Sounds.Rate}&session_settings[audio][channels]=1&{query}",
    }.Uri;
}
