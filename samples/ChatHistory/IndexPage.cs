using System.Net;
using System.Text;

namespace ChatHistory;

/// <summary>The page that joins the files of a chat: audio, charts and transcript, without a script.</summary>
internal static class IndexPage
{
    private const string Style = """
        :root{color-scheme:light dark;--line:#d8dee4;--dim:#57606a;--user:#ddf4ff;--assistant:#eef1f4}
        @media(prefers-color-scheme:dark){:root{--line:#30363d;--dim:#9da7b3;--user:#10263a;--assistant:#1c2128}body{background:#0d1117;color:#e6edf3}}
        *{box-sizing:border-box}
        body{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;margin:0 auto;max-width:1180px;padding:16px;overflow-wrap:anywhere}
        .dim{color:var(--dim)}audio{width:100%}.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:8px}
        svg{max-width:100%;height:auto}
        .said{border-radius:12px;padding:8px 14px;margin:8px 0;max-width:46em;background:var(--assistant)}.user{background:var(--user);margin-left:auto}
        .said small{display:block;color:var(--dim)}
        """;

    public static string Write(Chat chat, IEnumerable<string> charts, string? audio, IEnumerable<string> files, bool isInvented)
    {
        var page = new StringBuilder(FormattableString.Invariant($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Chat {Text(chat.Id)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <h1>Chat of {chat.Start:yyyy-MM-dd HH:mm}</h1>
            <p class="dim">{Text(chat.Id)}{(isInvented ? ". A simulator invented the chat and its scores." : "")}</p>

            """));
        if (audio is not null)
            page.Append($"<audio controls src=\"{Text(audio)}\"></audio>\n");
        page.Append("<div class=\"charts\">").AppendJoin('\n', charts).Append("</div>\n");
        foreach (var said in chat.Said)
        {
            page.Append($"<div class=\"said {(said.ByUser ? "user" : "assistant")}\">{Text(said.Text)}<small>{Transcript.Time(said.Time)}");
            page.Append(said.Emotions.Count > 0 ? $" · {Text(Transcript.Strongest(said))}" : "").Append("</small></div>\n");
        }

        page.Append("<p>Files: ").AppendJoin(", ", files.Select(f => $"<a href=\"{Text(f)}\">{Text(f)}</a>")).Append("</p>\n");
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
