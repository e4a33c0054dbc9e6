import { spawn, type ChildProcess } from "node:child_process"
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Duplex, Readable } from "node:stream"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { lines, marker, parseLine } from "@diapason/core/protocol"
import { within } from "../programs/within.ts"

/**
 * Plays the golden transcripts of the trial protocol against a client, the study's side of each by the law itself. The client is a
 * program that does what the JSON list in its variable TRANSCRIPT asks of training code, and prints what it saw
 * (the two clients in `packages/diapason/test/trial` show how).
 * @param missing why this machine cannot run the client; all laws are then skipped by name
 */
export function trialProtocolLaws(name: string, client: ProtocolClient, missing?: string): void {
  describe(`${name} as a client of the trial protocol`, () => {
    for (const transcript of transcripts()) {
      if (missing === undefined) test(transcript.title, () => playTranscript(client, transcript, 10_000))
      else test.skip(`${transcript.title} (${missing})`)
    }
  })
}

/** How to start a client. */
export interface ProtocolClient {
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** One conversation, as it must go. */
export interface Transcript {
  readonly title: string
  readonly env: Readonly<Record<string, string>>
  readonly acts: readonly unknown[]
  readonly lines: readonly Entry[]
}

type Entry =
  /** The next message of the client has these fields. */
  | { readonly child: Readonly<Record<string, unknown>> }
  | { readonly parent: Readonly<Record<string, unknown>> }
  /** Sent, whether or not the client waits for it. */
  | { readonly maybe: Readonly<Record<string, unknown>> }
  | { readonly raw: string }
  /** A line of that many bytes. */
  | { readonly huge: number }
  /** A message sent one byte at a time. */
  | { readonly bytewise: Readonly<Record<string, unknown>> }
  /** The study dies. */
  | { readonly close: true }
  /** The client says nothing more. */
  | { readonly ends: true }
  /** What the training code saw. */
  | { readonly saw: Readonly<Record<string, unknown>> }
  | { readonly exit: number }

/** The transcripts of this package, by name of their file. */
export function transcripts(): readonly Transcript[] {
  const folder = fileURLToPath(new URL("../../transcripts/", import.meta.url))
  return readdirSync(folder)
    .filter((file) => file.endsWith(".jsonl"))
    .sort()
    .map((file) => readTranscript(readFileSync(folder + file, "utf8")))
}

function readTranscript(text: string): Transcript {
  const all = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
  const merged = Object.assign({}, ...all.filter((entry) => "title" in entry || "env" in entry)) as Partial<Transcript>
  return {
    title: merged.title ?? "",
    env: merged.env ?? {},
    acts: all.filter((entry) => "do" in entry).map((entry) => entry["do"]),
    lines: all.filter((entry) => !("title" in entry || "env" in entry || "do" in entry)) as unknown as Entry[],
  }
}

/** Rejects where the client does not keep to the transcript. What does not come within `deadline` milliseconds does not come. */
export async function playTranscript({ command, env = {} }: ProtocolClient, transcript: Transcript, deadline: number): Promise<void> {
  const checkpoints = mkdtempSync(join(tmpdir(), "diapason-"))
  const given = {
    DIAPASON: "1",
    DIAPASON_CHECKPOINT_DIR: checkpoints,
    DIAPASON_STUDY: "laws",
    DIAPASON_TRIAL: "17",
    DIAPASON_ATTEMPT: "2",
    DIAPASON_PARAMS: "{}",
    DIAPASON_FD: "3",
  }
  const child = spawn(command[0]!, command.slice(1), {
    env: { ...process.env, ...given, ...env, ...transcript.env, TRANSCRIPT: JSON.stringify(transcript.acts) },
    stdio: ["ignore", "pipe", "inherit", "pipe"],
  })
  const descriptor = child.stdio[3] as Duplex
  const [messages, printed] = [inbox(descriptor), inbox(child.stdout!)]
  const exit = exitOf(child)
  const next = (box: Inbox, what: string): Promise<unknown> => within(deadline, box.next(), `${what} of "${transcript.title}"`)
  try {
    for (const entry of transcript.lines) {
      if ("child" in entry) expect(await next(messages, JSON.stringify(entry.child))).toMatchObject(entry.child)
      else if ("saw" in entry) expect(await next(printed, JSON.stringify(entry.saw))).toMatchObject(entry.saw)
      else if ("ends" in entry) expect(await next(messages, "the end")).toBeUndefined()
      else if ("exit" in entry) expect(await within(deadline, exit, "the exit")).toBe(entry.exit)
      else await send(descriptor, entry)
    }
  } finally {
    child.kill("SIGKILL")
    descriptor.destroy()
    await exit
    rmSync(checkpoints, { recursive: true, force: true })
  }
}

async function send(
  to: Duplex,
  entry: Exclude<Entry, { child: unknown } | { saw: unknown } | { ends: unknown } | { exit: unknown }>,
): Promise<void> {
  if ("close" in entry) to.destroy()
  else if ("raw" in entry) to.write(`${entry.raw}\n`)
  else if ("huge" in entry) to.write(`${"x".repeat(entry.huge)}\n`)
  else if ("bytewise" in entry) {
    for (const byte of Buffer.from(`${JSON.stringify(entry.bytewise)}\n`)) {
      await new Promise((resolve) => to.write(Uint8Array.of(byte), resolve))
    }
  } else to.write(`${JSON.stringify("parent" in entry ? entry.parent : entry.maybe)}\n`)
}

interface Inbox {
  /** The next line as JSON, heartbeats aside; undefined at the end of the stream. */
  next(): Promise<unknown>
}

function inbox(stream: Readable): Inbox {
  const reader = lines()
  const [ready, waiting]: [unknown[], ((value: unknown) => void)[]] = [[], []]
  let over = false
  const give = (value: unknown): void => void (waiting.length > 0 ? waiting.shift()!(value) : ready.push(value))
  stream.on("data", (bytes: Uint8Array) => {
    for (const line of reader.push(bytes)) {
      // A client whose study is gone may go on with marked lines.
      if (line.kind !== "line" || line.text.startsWith(marker)) continue
      const parsed = parseLine(line.text)
      const value = "object" in parsed ? parsed.object : { unreadable: line.text }
      if (value["type"] !== "heartbeat") give(value)
    }
  })
  stream.on("error", () => undefined)
  stream.once("close", () => {
    over = true
    for (const resolve of waiting) resolve(undefined)
  })
  stream.once("end", () => stream.destroy())
  return {
    next: () => (ready.length > 0 || over ? Promise.resolve(ready.shift()) : new Promise((resolve) => waiting.push(resolve))),
  }
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    child.once("exit", (code) => resolve(code))
    child.once("error", () => resolve(null))
  })
