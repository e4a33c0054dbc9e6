import { describe, expect, test } from "vitest"
import { playTranscript } from "../../src/conformance/play-transcript.ts"
import { transcripts } from "../../src/conformance/transcript.ts"

/** A client in JavaScript that is right but for one fault, which the transcript of that title sees. */
const faults: Readonly<Record<string, string>> = {
  "reports leave in order, each with its number, and each is answered by its own decision": "numbers",
  "an answer that comes twice answers only its own report": "any answer",
  "a line over 1 MiB is passed over, and the next one is heard": "deaf after long",
  "a character that arrives in two halves is whole": "bytes",
  "numbers that are not finite leave as words": "null",
  "a stop in the middle ends the loop over steps, and stays": "forgets",
  "a pause ends the loop over steps": "stop only",
  "unknown messages, fields and actions are passed over": "strict",
  "a script whose study dies runs on to its end": "dies",
  "a script whose attempt was taken over is told to leave": "no end",
  "no answer within two seconds means continue": "dies of silence",
  "an attempt that goes on begins after the restored step and ends at its fidelity": "from one",
  "the study's values replace the defaults, and the rest stay": "defaults",
  "notes, logs, results and artifacts are said as they are": "mumbles",
  "a failure is named, and not followed by a clean end": "bye always",
  "new values are taken over at the next report, and the study is told": "takes in silence",
  "new values that the script cannot take are refused with its reason, and those in force stay": "takes all",
  "an update that names a value which is not live is refused whole": "all live",
  "new values for the next epoch are taken over between two steps of the loop": "any time",
  "an update that comes twice is taken over and answered once": "takes twice",
  "new values that come after the last turn are neither taken over nor answered": "takes at the end",
  "a request to save is seen, and a checkpoint answers it": "never saves",
  "only the first process of a job of many speaks": "all speak",
}

const client = new URL("./faulty-client.mjs", import.meta.url).pathname
const broken = (fault: string) => ({ command: [process.execPath, client, fault] })

describe("every transcript", () => {
  for (const transcript of transcripts()) {
    test.concurrent(`is kept by the client without a fault: ${transcript.title}`, async () => {
      expect(await playTranscript(broken("none"), transcript, 10_000)).toBeUndefined()
    })
    test.concurrent(`fails the client with its fault: ${transcript.title}`, async () => {
      const fault = faults[transcript.title]
      expect(fault).toBeDefined()
      expect(await playTranscript(broken(fault!), transcript, 1500)).toBeTypeOf("string")
    })
  }
})
