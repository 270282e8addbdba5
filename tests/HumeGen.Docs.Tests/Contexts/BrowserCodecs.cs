// Only for net10.0.

// The block.

await using var app = builder.Build();
Console.WriteLine(app.Services.GetService(typeof(HumeServer)) is not null);

// Prints:
// True
