import { appendFileSync } from "node:fs"
import { Socket } from "node:net"
import { lines, marker, readAnswer, writeMessage, type ChildMessage, type ParentMessage } from "@diapason/core/protocol"
import { numberSetting, setting } from "./surroundings.ts"

/** A way to the study. Nothing in it ever throws: a fault of the connection is no fault of the training. */
export interface Wire {
  send(message: ChildMessage): void
  /** Whether answers come back. */
  readonly listens: boolean
}

/**
 * Opens the best way there is: the inherited descriptor, a file, marked lines on standard output. Does not keep the process alive.
 * @param hear called with each answer; with undefined when no more can come
 */
export function openWire(hear: (message: ParentMessage | undefined) => void): Wire {
  const [descriptor, out] = [numberSetting("DIAPASON_FD"), setting("DIAPASON_OUT")]
  const other = out === undefined ? printed : toFile(out)
  return (descriptor !== undefined ? overDescriptor(descriptor, hear, other) : undefined) ?? other
}

function overDescriptor(fd: number, hear: (message: ParentMessage | undefined) => void, otherwise: Wire): Wire | undefined {
  let socket: Socket
  try {
    socket = new Socket({ fd, readable: true, writable: true })
  } catch {
    return undefined // Not a socket: this runtime did not hand it down.
  }
  const reader = lines()
  let open = true
  socket.unref()
  socket.on("data", (bytes: Uint8Array) => {
    for (const line of reader.push(bytes)) {
      const message = line.kind === "line" ? readAnswer(line.text) : undefined
      if (message !== undefined) hear(message)
    }
  })
  const close = (): void => {
    if (open) hear(undefined)
    open = false
  }
  socket.on("error", close).on("close", close).on("end", close)
  return {
    get listens() {
      return open
    },
    send(message) {
      if (open && socket.writable) socket.write(writeMessage(message))
      else otherwise.send(message)
    },
  }
}

const toFile = (path: string): Wire => ({
  listens: false,
  send(message) {
    try {
      appendFileSync(path, writeMessage(message))
    } catch {
      printed.send(message)
    }
  },
})

const printed: Wire = { listens: false, send: (message) => void process.stdout.write(marker + writeMessage(message)) }
