namespace HumeGen;

/// <summary>Members of files that later frameworks have.</summary>
internal static class FilePolyfills
{
    extension(File)
    {
        public static void Move(string source, string destination, bool overwrite)
        {
            // Replacing keeps the other file whole whatever happens, but needs one.
            if (overwrite && File.Exists(destination))
                File.Replace(source, destination, null);
            else
                File.Move(source, destination);
        }
    }
}
