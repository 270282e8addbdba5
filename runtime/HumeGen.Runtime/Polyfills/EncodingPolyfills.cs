using System.Runtime.InteropServices;
using System.Text;

namespace HumeGen;

/// <summary>Members of encodings that later frameworks have.</summary>
internal static class EncodingPolyfills
{
    extension(Encoding encoding)
    {
        public unsafe string GetString(ReadOnlySpan<byte> bytes)
        {
            if (bytes.IsEmpty)
                return "";
            fixed (byte* start = &MemoryMarshal.GetReference(bytes))
                return encoding.GetString(start, bytes.Length);
        }
    }
}
