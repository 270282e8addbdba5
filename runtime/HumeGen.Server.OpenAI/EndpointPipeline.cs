using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace HumeGen.Server.OpenAI;

/// <summary>The way of a request to one endpoint: its key, its time limit, its retries, and no redirect.</summary>
internal sealed class EndpointPipeline : IDisposable
{
    private readonly HttpClient _http;

    public EndpointPipeline(OpenAIEndpoint endpoint)
    {
        // A redirect would take the key, and what somebody said, to where nobody asked for.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(new BoundedAnswers(endpoint, handler)) { Timeout = Timeout.InfiniteTimeSpan };
        Authentication = endpoint.Key is not { } key ? new NoKey()
            : endpoint.KeyHeader is { } header ? ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(new ApiKeyCredential(key), header)
            : ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new ApiKeyCredential(key));
        Options = new OpenAIClientOptions
        {
            Endpoint = endpoint.Address,
            NetworkTimeout = endpoint.Timeout,
            RetryPolicy = new PromptRetries(endpoint.Retries),
            Transport = new HttpClientPipelineTransport(_http),
        };
        Options.AddPolicy(new AddressPolicy(endpoint), PipelinePosition.PerCall);
    }

    public AuthenticationPolicy Authentication { get; }

    public OpenAIClientOptions Options { get; }

    public void Dispose() => _http.Dispose();

    private sealed class PromptRetries(int retries) : ClientRetryPolicy(retries)
    {
        // Nobody in a chat waits as long as an endpoint may wish by its header Retry-After.
        private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

        protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => base.ShouldRetry(message, exception) && IsSoon(message);

        protected override async ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) =>
            await base.ShouldRetryAsync(message, exception).ConfigureAwait(false) && IsSoon(message);

        private bool IsSoon(PipelineMessage message) => GetNextDelay(message, 1) <= LongestPause;
    }

    private sealed class NoKey : AuthenticationPolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => ProcessNext(message, pipeline, currentIndex);

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
            ProcessNextAsync(message, pipeline, currentIndex);
    }

    private sealed class AddressPolicy(OpenAIEndpoint endpoint) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            AddVersion(message);
            ProcessNext(message, pipeline, currentIndex);
            RefuseRedirect(message);
        }

        public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            AddVersion(message);
            await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
            RefuseRedirect(message);
        }

        private void AddVersion(PipelineMessage message)
        {
            if (endpoint.ApiVersion is { } version)
                message.Request.Uri = new UriBuilder(message.Request.Uri!) { Query = "api-version=" + Uri.EscapeDataString(version) }.Uri;
        }

        private void RefuseRedirect(PipelineMessage message)
        {
            if (message.Response is { Status: >= 300 and < 400 } response)
                throw EndpointFaults.Fault(endpoint, $"answered with the redirect {response.Status}, which is not followed", " Give the address that it leads to.");
        }
    }
}
