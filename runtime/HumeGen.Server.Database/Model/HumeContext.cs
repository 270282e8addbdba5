using Microsoft.EntityFrameworkCore;

namespace HumeGen.Server.Database.Model;

/// <summary>The tables. Both databases have the same; nothing in them is made by the database, such as numbers, so that one set of migrations serves both.</summary>
internal sealed class HumeContext(DbContextOptions<HumeContext> options) : DbContext(options)
{
    public DbSet<ChatRow> Chats => Set<ChatRow>();

    public DbSet<ChatEventRow> ChatEvents => Set<ChatEventRow>();

    public DbSet<ResourceRow> Resources => Set<ResourceRow>();

    public DbSet<VersionRow> Versions => Set<VersionRow>();

    public DbSet<VoiceRow> Voices => Set<VoiceRow>();

    public DbSet<GenerationRow> Generations => Set<GenerationRow>();

    public DbSet<JobRow> Jobs => Set<JobRow>();

    public DbSet<JobFileRow> JobFiles => Set<JobFileRow>();

    public DbSet<KeyRow> Keys => Set<KeyRow>();

    public DbSet<UsageRow> Usage => Set<UsageRow>();

    public DbSet<KeyChatRow> KeyChats => Set<KeyChatRow>();

    public DbSet<NodeRow> Nodes => Set<NodeRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveConversion<StorableText>();
        // SQLite has no type for times that it could compare.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Ticks>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ChatRow>(chat =>
        {
            chat.ToTable("chats").HasKey(row => row.Id);
            chat.HasIndex(row => row.Order);
            chat.HasIndex(row => new { row.StartTimestamp, row.Order });
            chat.HasIndex(row => row.EndTimestamp);
            chat.HasIndex(row => new { row.NodeId, row.Status });
            chat.HasIndex(row => row.GroupId, "IX_chats_GroupId");
            // Of a group, one chat goes on at a time, whichever server holds it.
            chat.HasIndex(row => row.GroupId, "IX_chats_active_GroupId").IsUnique().HasFilter("\"Status\" = 'ACTIVE'");
        });
        modelBuilder.Entity<ChatEventRow>(entry =>
        {
            entry.ToTable("chat_events").HasKey(row => new { row.ChatId, row.Number });
            entry.HasOne(row => row.Chat).WithMany().HasForeignKey(row => row.ChatId).OnDelete(DeleteBehavior.Cascade);
            entry.Property(row => row.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<ResourceRow>(resource =>
        {
            resource.ToTable("resources").HasKey(row => new { row.Kind, row.Id });
            resource.HasIndex(row => new { row.Kind, row.Order });
            resource.HasIndex(row => new { row.Kind, row.Name });
        });
        modelBuilder.Entity<VersionRow>(version =>
        {
            version.ToTable("resource_versions").HasKey(row => new { row.Kind, row.ResourceId, row.Number });
            version.HasOne(row => row.Resource).WithMany(row => row.Versions).HasForeignKey(row => new { row.Kind, row.ResourceId }).OnDelete(DeleteBehavior.Cascade);
            version.Property(row => row.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<VoiceRow>(voice =>
        {
            voice.ToTable("voices").HasKey(row => row.Id);
            voice.HasIndex(row => row.Name).IsUnique();
            voice.HasIndex(row => row.Order);
        });
        modelBuilder.Entity<GenerationRow>(generation =>
        {
            generation.ToTable("generations").HasKey(row => row.Id);
            generation.HasIndex(row => row.CreatedOn);
        });
        modelBuilder.Entity<JobRow>(job =>
        {
            job.ToTable("jobs").HasKey(row => row.Id);
            job.HasIndex(row => row.Order);
            job.HasIndex(row => new { row.Ended, row.ClaimedUntil });
            job.HasIndex(row => row.HasCallback).HasFilter("\"HasCallback\"");
        });
        modelBuilder.Entity<JobFileRow>(file =>
        {
            file.ToTable("job_files").HasKey(row => new { row.JobId, row.Number });
            file.HasOne(row => row.Job).WithMany().HasForeignKey(row => row.JobId).OnDelete(DeleteBehavior.Cascade);
            file.Property(row => row.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<KeyRow>(key =>
        {
            key.ToTable("keys").HasKey(row => row.Id);
            key.HasIndex(row => row.Order);
        });
        modelBuilder.Entity<UsageRow>(usage =>
        {
            usage.ToTable("key_usage").HasKey(row => new { row.KeyId, row.Day });
            usage.Property(row => row.Day).ValueGeneratedNever();
        });
        modelBuilder.Entity<KeyChatRow>(chat =>
        {
            chat.ToTable("key_chats").HasKey(row => new { row.KeyId, row.Place });
            chat.Property(row => row.Place).ValueGeneratedNever();
            chat.HasIndex(row => row.NodeId);
        });
        modelBuilder.Entity<NodeRow>().ToTable("nodes").HasKey(row => row.Id);
    }
}
