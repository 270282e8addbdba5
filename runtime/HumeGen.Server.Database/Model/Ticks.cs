using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HumeGen.Server.Database.Model;

/// <summary>A time as a number that sorts as the time does: the ticks of UTC.</summary>
internal sealed class Ticks() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
