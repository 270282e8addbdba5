namespace HumeGen.Server.Transport.Sockets;

/// <summary>Opens a session for a handshake, or refuses it with an <see cref="ApiRefusal"/>.</summary>
internal delegate ValueTask<ISocketSession> SessionFactory(AcceptedHandshake handshake);
