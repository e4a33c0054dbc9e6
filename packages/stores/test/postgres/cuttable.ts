import { createServer, connect, type AddressInfo, type Socket } from "node:net"

/** A way to a server on this machine that can be cut. */
export interface Cuttable {
  readonly port: number
  /** From now on nothing comes back; what is sent still arrives. */
  mute(): void
  /** The same, from the moment on in which something with this text is sent. */
  muteAt(text: string): void
  /** Breaks off what is open. */
  cut(): void
  /** What is opened from now on works again. */
  heal(): void
  close(): Promise<void>
}

export async function cuttable(to: number): Promise<Cuttable> {
  const open = new Set<Socket>()
  let mute = false
  let trigger: string | undefined
  const server = createServer((near) => {
    const far = connect(to, "127.0.0.1")
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on("error", () => undefined).on("close", () => (open.delete(socket), near.destroy(), far.destroy()))
    }
    near.on("data", (bytes: Buffer) => {
      if (trigger !== undefined && bytes.includes(trigger)) mute = true
      far.write(bytes)
    })
    far.on("data", (bytes) => void (mute || near.write(bytes)))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    port: (server.address() as AddressInfo).port,
    mute: () => void (mute = true),
    muteAt: (text) => void (trigger = text),
    cut: () => open.forEach((socket) => socket.destroy()),
    heal() {
      mute = false
      trigger = undefined
    },
    close() {
      open.forEach((socket) => socket.destroy())
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
