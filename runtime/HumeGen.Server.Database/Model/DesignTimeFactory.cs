using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace HumeGen.Server.Database.Model;

/// <summary>Makes the context for <c>dotnet ef migrations add</c>.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<HumeContext>
{
    public HumeContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<HumeContext>().UseSqlite("Data Source=design.db").Options);
}
