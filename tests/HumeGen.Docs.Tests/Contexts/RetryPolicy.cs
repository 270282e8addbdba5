var address = Setup.Address;
var id = await Setup.NewConfigAsync(Setup.NewClient());

// The block.

Console.WriteLine("done");

// Prints:
// done
