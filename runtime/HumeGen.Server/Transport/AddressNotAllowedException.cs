namespace HumeGen.Server.Transport;

/// <summary>An address that the server must not call. Another attempt makes no difference.</summary>
internal sealed class AddressNotAllowedException(string message) : HttpRequestException(message);
