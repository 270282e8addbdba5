return HumeGen.Tool.CommandLine.Run(args, new HumeGen.Tool.Terminal(Console.Out, Console.Error, Environment.CurrentDirectory));
