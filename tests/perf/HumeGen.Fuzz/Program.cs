using System.Globalization;
using HumeGen.Fuzz;
using HumeGen.Fuzz.Answers;
using HumeGen.Fuzz.Frames;
using HumeGen.Fuzz.Payloads;
using HumeGen.Fuzz.Specs;

// Feeds mutated input to the product and looks for what must not happen. Each case follows from the seed and its index alone.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (FuzzOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}

FuzzTarget target = options.Target switch
{
    "payloads" => new PayloadTarget(),
    "specs" => new SpecTarget(options.CompileEvery),
    "frames" => new FrameTarget(),
    _ => new AnswerTarget(),
};
return new FuzzRun(target, options).Run() ? 0 : 1;
