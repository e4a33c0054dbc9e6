import { spawn, type ChildProcess } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Duplex } from "node:stream"
import { inbox, type Inbox } from "./inbox.ts"
import { misfit } from "./misfit.ts"
import type { Entry, Sent, Transcript } from "./transcript.ts"

/** How to start a client: a program that does what the JSON list in its variable TRANSCRIPT asks of training code, and prints what it saw. */
export interface ProtocolClient {
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Plays one conversation, the study's side of it, against a client. Resolves with what the client did otherwise, in words; undefined when
 * it kept to the transcript. What does not come within `deadline` milliseconds does not come.
 */
export async function playTranscript(client: ProtocolClient, transcript: Transcript, deadline: number): Promise<string | undefined> {
  const checkpoints = mkdtempSync(join(tmpdir(), "diapason-"))
  const child = start(client, transcript, checkpoints)
  const descriptor = child.stdio[3] as Duplex
  const said = { messages: inbox(descriptor), printed: inbox(child.stdout!), exit: exitOf(child) }
  try {
    for (const entry of transcript.lines) {
      const found = await keeps(entry, said, descriptor, deadline)
      if (found !== undefined) return found
    }
    return undefined
  } finally {
    child.kill("SIGKILL")
    descriptor.destroy()
    await said.exit
    rmSync(checkpoints, { recursive: true, force: true })
  }
}

function start({ command, env = {} }: ProtocolClient, transcript: Transcript, checkpoints: string): ChildProcess {
  const given = {
    DIAPASON: "1",
    DIAPASON_CHECKPOINT_DIR: checkpoints,
    DIAPASON_STUDY: "laws",
    DIAPASON_TRIAL: "17",
    DIAPASON_ATTEMPT: "2",
    DIAPASON_PARAMS: "{}",
    DIAPASON_FD: "3",
  }
  return spawn(command[0]!, command.slice(1), {
    env: { ...process.env, ...given, ...env, ...transcript.env, TRANSCRIPT: JSON.stringify(transcript.acts) },
    stdio: ["ignore", "pipe", "ignore", "pipe"],
  })
}

interface Said {
  readonly messages: Inbox
  readonly printed: Inbox
  readonly exit: Promise<number | null>
}

async function keeps(entry: Entry, said: Said, to: Duplex, deadline: number): Promise<string | undefined> {
  const next = (box: Inbox): Promise<unknown> => within(deadline, box.next())
  if ("child" in entry) return misfit("the next message", entry.child, await next(said.messages))
  if ("saw" in entry) return misfit("what the training code saw", entry.saw, await next(said.printed))
  if ("ends" in entry) {
    const found = await next(said.messages)
    return found === undefined ? undefined : `no further message was expected, ${JSON.stringify(found)} came`
  }
  if ("exit" in entry) {
    const code = await within(deadline, said.exit)
    if (code === entry.exit) return undefined
    return `exit ${entry.exit} was expected, ${code === late ? `it still runs after ${deadline} ms` : `it left with ${code ?? "a signal"}`}`
  }
  await send(to, entry)
  return undefined
}

async function send(to: Duplex, entry: Sent): Promise<void> {
  if ("close" in entry) to.destroy()
  else if ("raw" in entry) to.write(`${entry.raw}\n`)
  else if ("huge" in entry) to.write(`${"x".repeat(entry.huge)}\n`)
  else if ("bytewise" in entry) {
    for (const byte of Buffer.from(`${JSON.stringify(entry.bytewise)}\n`)) {
      await new Promise((resolve) => to.write(Uint8Array.of(byte), resolve))
    }
  } else to.write(`${JSON.stringify("parent" in entry ? entry.parent : entry.maybe)}\n`)
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    child.once("exit", (code) => resolve(code))
    child.once("error", () => resolve(null))
  })

/** Stands for what has not come in time. */
const late = "nothing in time"

function within<T>(milliseconds: number, awaited: Promise<T>): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const bell = new Promise<typeof late>((resolve) => (timer = setTimeout(() => resolve(late), milliseconds)))
  return Promise.race([awaited, bell]).finally(() => clearTimeout(timer))
}
