namespace HumeGen.Generator.Model;

/// <summary>A message in JSON that is no object with properties of its own, such as a text or a list: a record around the value.</summary>
/// <param name="Value">The property that is all of the message.</param>
internal sealed record MessageModel(
    string Namespace,
    string Name,
    DocModel Doc,
    PropertyModel Value) : TypeModel(Namespace, Name, Doc);
