// Only for net10.0.

// The block.

var config = await hume.EmpathicVoice.Configs.CreateConfigAsync(new() { Name = "guide", EviVersion = "3" });
Console.WriteLine(config.Name);

// Prints:
// guide
