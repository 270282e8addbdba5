Imports Hume
Imports Hume.Tts

Module Program
    Sub Main()
        SpeakAsync().GetAwaiter().GetResult()
    End Sub

    Async Function SpeakAsync() As Task
        Using hume As New HumeClient(New HumeClientOptions With {.BaseAddress = New Uri(Environment.GetEnvironmentVariable("HUME_BASE_URL"))})
            Dim request As New PostedTts With {.Utterances = {New PostedUtterance With {.Text = "Good morning!"}}, .Format = New FormatWav()}
            Dim speech = Await hume.Tts.SynthesizeJsonAsync(request)
            Console.WriteLine($"audio {speech.Generations(0).Audio.Length}")
        End Using
    End Function
End Module
