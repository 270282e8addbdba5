namespace System.Threading.Tasks;

/// <summary>A task without a result that its owner ends.</summary>
internal class TaskCompletionSource(TaskCreationOptions options) : TaskCompletionSource<bool>(options)
{
    public bool TrySetResult() => TrySetResult(true);

    public void SetResult() => SetResult(true);
}
