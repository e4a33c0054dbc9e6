import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

/** One golden conversation of the trial protocol, as it must go. */
export interface Transcript {
  readonly title: string
  /** The level of the protocol that it belongs to, 0 to 4. */
  readonly level: number
  readonly env: Readonly<Record<string, string>>
  /** What the training code does, for the client to carry out. */
  readonly acts: readonly unknown[]
  readonly lines: readonly Entry[]
}

export type Entry =
  /** The next message of the client has these fields. */
  | { readonly child: Fields }
  /** What the training code saw. */
  | { readonly saw: Fields }
  /** The client says nothing more. */
  | { readonly ends: true }
  | { readonly exit: number }
  | Sent

/** What the study's side does. */
export type Sent =
  | { readonly parent: Fields }
  /** Sent, whether or not the client waits for it. */
  | { readonly maybe: Fields }
  | { readonly raw: string }
  /** A line of that many bytes. */
  | { readonly huge: number }
  /** A message sent one byte at a time. */
  | { readonly bytewise: Fields }
  /** The study dies. */
  | { readonly close: true }

type Fields = Readonly<Record<string, unknown>>

/** The transcripts of this package, by name of their file; plain JSON lines, so that a client in any language can be written from them. */
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
    .map((line) => JSON.parse(line) as Fields)
  const isHead = (entry: Fields): boolean => "title" in entry || "env" in entry
  const { title = "", level = 1, env = {} } = Object.assign({}, ...all.filter(isHead)) as Partial<Transcript>
  return {
    title,
    level,
    env,
    acts: all.filter((entry) => "do" in entry).map((entry) => entry["do"]),
    lines: all.filter((entry) => !isHead(entry) && !("do" in entry)) as unknown as Entry[],
  }
}
