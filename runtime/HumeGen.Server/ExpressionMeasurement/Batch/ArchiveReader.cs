using System.Globalization;
using System.IO.Compression;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Unpacks the ZIP archives of one job, up to a number of bytes and files in all, whatever their headers claim.</summary>
internal sealed class ArchiveReader(ServerLimits limits)
{
    private const int MaxFiles = 1_000;
    private const int PieceBytes = 64 << 10;

    private long _bytes;
    private int _files;

    /// <summary>The files of an archive, one after the other, or why they cannot be read. Hidden files are left out.</summary>
    public IEnumerable<(MediaFile File, string? Error)> Read(MediaFile archive)
    {
        using var zip = Open(archive, out var fault);
        if (zip is null)
        {
            yield return (archive, fault);
            yield break;
        }

        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.Length == 0 || entry.FullName.EndsWith('/') || IsHidden(entry.FullName))
                continue;

            if (++_files > MaxFiles)
            {
                yield return (archive, $"{archive.Name} cannot be unpacked: the archives of a job hold {MaxFiles} files at most.");
                yield break;
            }

            var (file, error) = Unpack(archive, entry);
            yield return (file, error);
            if (_bytes > limits.ArchiveBytes)
                yield break;
        }
    }

    private static ZipArchive? Open(MediaFile archive, out string? fault)
    {
        try
        {
            fault = null;
            return new ZipArchive(new MemoryStream(archive.Media.Content.ToArray(), writable: false));
        }
        catch (InvalidDataException exception)
        {
            fault = $"E0200: {archive.Name} cannot be unpacked: {exception.Message}";
            return null;
        }
    }

    private (MediaFile File, string? Error) Unpack(MediaFile archive, ZipArchiveEntry entry)
    {
        try
        {
            using var content = new MemoryStream();
            using var packed = entry.Open();
            var piece = new byte[PieceBytes];
            for (int count; (count = packed.Read(piece)) > 0;)
            {
                _bytes += count;
                if (_bytes > limits.ArchiveBytes)
                {
                    return (archive, string.Create(
                        CultureInfo.InvariantCulture, $"{archive.Name} cannot be unpacked: the archives of a job unpack to {limits.ArchiveBytes} bytes at most."));
                }

                content.Write(piece, 0, count);
            }

            var file = MediaFile.OfFile(entry.FullName, null, content.ToArray());
            return (file, file.Kind == MediaKind.Archive ? $"E0200: {file.Name} is an archive within an archive, which is not unpacked." : null);
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or IOException)
        {
            return (MediaFile.OfFile(entry.FullName, null, default), $"E0200: {entry.FullName} cannot be unpacked: {exception.Message}");
        }
    }

    private static bool IsHidden(string name) => name.Split('/').Any(part => part.StartsWith('.') || part == "__MACOSX");
}
