namespace HumeGen.Server.Transport.Sockets;

/// <summary>Something that a client did wrong, with its code in Hume's catalogue.</summary>
internal sealed record SocketFault(string Code, string Message)
{
    private static readonly Dictionary<string, string> Slugs = new(StringComparer.Ordinal)
    {
        ["E0100"] = "invalid_json",
        ["E0101"] = "invalid_request",
        ["E0201"] = "invalid_base64",
        ["E0202"] = "no_audio_signal",
        ["E0300"] = "out_of_credits",
        ["E0301"] = "monthly_credit_limit",
        ["E0400"] = "not_found",
        ["E0708"] = "resumed_chat_group_not_found",
        ["E0709"] = "config_not_found",
        ["E0710"] = "chat_group_config_mismatch",
        ["E0714"] = "inactivity_timeout",
        ["E0715"] = "max_duration_timeout",
        ["E0716"] = "session_settings_invalid",
        ["E0717"] = "chat_group_active",
        ["E0723"] = "whole_file_instead_of_stream",
        ["I0100"] = "service_error",
    };

    public string Slug => Slugs.GetValueOrDefault(Code, "error");
}
