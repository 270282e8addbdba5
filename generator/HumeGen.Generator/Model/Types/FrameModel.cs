namespace HumeGen.Generator.Model;

/// <summary>A message that is no JSON but all that a frame holds: bytes or plain text.</summary>
/// <param name="IsText">Whether it is text; otherwise it is bytes.</param>
internal sealed record FrameModel(
    string Namespace,
    string Name,
    DocModel Doc,
    bool IsText) : TypeModel(Namespace, Name, Doc);
