// Only for net10.0.
await new WaiterTests().The_waiter_asks_and_takes_the_order();
Console.WriteLine("passed");

// The block.

// Prints:
// passed
