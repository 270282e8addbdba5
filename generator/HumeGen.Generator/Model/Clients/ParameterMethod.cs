namespace HumeGen.Generator.Model;

/// <summary>The method of the runtime's request that takes a parameter.</summary>
internal enum ParameterMethod
{
    AddPath,
    AddQuery,

    /// <summary>Takes an object, whose members are written as <c>name[member]=value</c>.</summary>
    AddQueryObject,
    AddHeader,
    AddCookie,
}
