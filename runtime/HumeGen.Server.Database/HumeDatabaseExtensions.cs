using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Database;

/// <summary>Extensions that let a <see cref="HumeServer"/> keep its state in a database.</summary>
public static class HumeDatabaseExtensions
{
    /// <summary>
    /// Registers the stores of a database, which <see cref="HumeServerExtensions.AddHumeServer"/> takes. The database is opened, and brought up to date, when the server
    /// is mapped.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="options">The place of the state.</param>
    public static IServiceCollection AddHumeDatabase(this IServiceCollection services, HumeDatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        // Nothing runs yet that could wait for the thread.
        services.TryAddSingleton(provider => HumeDatabase.OpenAsync(options, provider.GetService<ILogger<HumeDatabase>>()).GetAwaiter().GetResult());
        services.TryAddSingleton(provider => provider.GetRequiredService<HumeDatabase>().Stores);
        return services;
    }
}
