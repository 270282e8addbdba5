open System
open System.Collections.Generic
open System.Threading.Tasks
open Hume
open Hume.EmpathicVoice
open Hume.Tts
open HumeGen

/// The items of a sequence, up to the first one that is the last: the `await foreach` of C#.
let readUntil (isLast: 'T -> bool) (items: IAsyncEnumerable<'T>) : Task<'T list> =
    task {
        use reader = items.GetAsyncEnumerator()
        let found = List<'T>()
        let mutable goes = true

        while goes do
            let! isThere = reader.MoveNextAsync()
            goes <- isThere

            if isThere then
                found.Add reader.Current
                goes <- not (isLast reader.Current)

        return List.ofSeq found
    }

let readAll items = readUntil (fun _ -> false) items

let run () =
    task {
        use hume = new HumeClient(HumeClientOptions(BaseAddress = Uri(Environment.GetEnvironmentVariable "HUME_BASE_URL")))
        let request = PostedTts(Utterances = [| PostedUtterance(Text = "Good morning!", Speed = 1.5) |], Format = FormatWav())

        let! speech = hume.Tts.SynthesizeJsonAsync(request)
        printfn "audio %d" speech.Generations[0].Audio.Length

        let! items = readAll (hume.Tts.SynthesizeJsonStreamingAsync(request))
        let chunks = items |> List.choose (function :? SnippetAudioChunk as chunk -> Some chunk.Audio.Length | _ -> None)
        printfn "streamed %d" (List.sum chunks)

        let! _ = hume.EmpathicVoice.Tools.CreateToolAsync(PostedUserDefinedTool(Name = "clock", Parameters = "{}"))
        let! tools = readAll (hume.EmpathicVoice.Tools.ListToolsAsync())
        printfn "tools %s" (tools |> List.map (fun tool -> tool.Name) |> String.concat ", ")

        use! chat = hume.EmpathicVoice.Chat.ConnectAsync()
        do! chat.SendAsync(UserInput(Text = "Good morning!"))
        let! messages = chat.ReadAllAsync() |> readUntil (fun message -> message :? AssistantEnd)

        for message in messages do
            match message with
            | :? AssistantMessage as assistant -> printfn "assistant %s" assistant.Message.Content
            | _ -> ()

        try
            let! _ = hume.EmpathicVoice.Configs.GetConfigVersionAsync("00000000-0000-4000-8000-000000000000", 0)
            ()
        with :? HumeApiException as error ->
            printfn "error %d" (int error.StatusCode)
    }

[<EntryPoint>]
let main _ =
    run().GetAwaiter().GetResult()
    0
