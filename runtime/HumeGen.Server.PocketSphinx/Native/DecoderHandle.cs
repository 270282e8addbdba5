using Microsoft.Win32.SafeHandles;

namespace HumeGen.Server.PocketSphinx.Native;

/// <summary>A decoder of the library, which is freed when no call uses it any more.</summary>
internal sealed class DecoderHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        _ = SphinxLibrary.Free(handle);
        return true;
    }
}
