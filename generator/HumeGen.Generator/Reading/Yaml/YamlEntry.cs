namespace HumeGen.Generator.Reading.Yaml;

/// <summary>A key of a mapping with the place of the key.</summary>
internal readonly record struct YamlEntry(string Key, int KeyStart, int KeyEnd, YamlNode Value);
