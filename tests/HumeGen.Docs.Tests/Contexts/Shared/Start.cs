// Runs the block that the argument names.
var block = typeof(Setup).Assembly.GetType(args[0])!;
await (Task)block.GetMethod("RunAsync")!.Invoke(null, null)!;
