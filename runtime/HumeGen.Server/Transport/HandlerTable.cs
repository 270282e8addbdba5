namespace HumeGen.Server.Transport;

/// <summary>The handlers of all areas by route, such as <c>GET /v0/evi/chats/{id}</c>.</summary>
internal sealed class HandlerTable
{
    private readonly Dictionary<string, ApiHandler> _handlers = new(StringComparer.Ordinal);

    public HandlerTable On(string route, ApiHandler handler)
    {
        _handlers.Add(route, handler);
        return this;
    }

    public ApiHandler? Find(string route) => _handlers.GetValueOrDefault(route);
}
