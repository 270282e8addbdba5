namespace HumeGen.Server.Codecs.WebM;

/// <summary>Several packets in one block (RFC 9559, section 10.3).</summary>
internal static class WebmLacing
{
    /// <summary>Reads the lengths of the packets in a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="at">The place of its flags.</param>
    /// <param name="lengths">Takes the lengths of the packets, which make up the rest of the block.</param>
    /// <returns>The place of the first packet.</returns>
    /// <exception cref="FormatException">The lengths do not fit.</exception>
    public static int Read(ReadOnlySpan<byte> block, int at, Queue<int> lengths)
    {
        if (at >= block.Length)
            throw Damaged();

        var kind = (block[at++] >> 1) & 3;
        if (kind == 0)
        {
            lengths.Enqueue(block.Length - at);
            return at;
        }

        if (at >= block.Length)
            throw Damaged();

        var count = block[at++] + 1;
        Span<int> sizes = stackalloc int[count];
        switch (kind)
        {
            case 1:
                ReadXiph(block, ref at, sizes[..^1]);
                break;
            case 3:
                ReadEbml(block, ref at, sizes[..^1]);
                break;
            default:
                sizes.Fill((block.Length - at) / count);
                break;
        }

        // The last packet takes the rest; those of fixed size leave none.
        long rest = block.Length - at;
        foreach (var size in sizes[..^1])
            rest -= size;

        if (rest < 0 || (kind == 2 && rest != sizes[^1]))
            throw Damaged();

        sizes[^1] = (int)rest;
        foreach (var size in sizes)
            lengths.Enqueue(size);

        return at;
    }

    private static void ReadXiph(ReadOnlySpan<byte> block, ref int at, Span<int> sizes)
    {
        foreach (ref var size in sizes)
        {
            byte part;
            do
            {
                if (at >= block.Length)
                    throw Damaged();

                part = block[at++];
                size += part;
            }
            while (part == byte.MaxValue);
        }
    }

    /// <summary>The first size is a number, the others are differences from the one before.</summary>
    private static void ReadEbml(ReadOnlySpan<byte> block, ref int at, Span<int> sizes)
    {
        long size = 0;
        for (var i = 0; i < sizes.Length; i++)
        {
            var length = EbmlHeader.ReadNumber(block[at..], out var number, out _);
            if (length == 0)
                throw Damaged();

            at += length;
            size = i == 0 ? number : size + number - ((1L << ((7 * length) - 1)) - 1);
            if (size < 0 || size > block.Length)
                throw Damaged();

            sizes[i] = (int)size;
        }
    }

    private static FormatException Damaged() => new("The WebM recording is damaged: the packets of a block do not fit into it.");
}
