namespace HumeGen.Generator.Model;

/// <summary>The method of the runtime's request that takes a parameter.</summary>
internal enum ParameterMethod
{
    AddPath,

    /// <summary>Takes a text whose slashes stay slashes.</summary>
    AddPathSteps,
    AddQuery,

    /// <summary>Takes a list, whose items are one text with commas between them.</summary>
    AddQueryJoined,

    /// <summary>Takes an object, whose members are written as <c>name[member]=value</c>.</summary>
    AddQueryObject,
    AddHeader,
    AddCookie,
}
