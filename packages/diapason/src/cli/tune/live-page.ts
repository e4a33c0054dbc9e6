import { spawn } from "node:child_process"
import type { EventStore } from "@diapason/core"
import { addressOf } from "@diapason/stores"
import { runningServer } from "../../serve/running-server.ts"
import { servingThread } from "../../serve/serving-thread.ts"
import { pageLink } from "../control/page-link.ts"

/** The web page of a study while it runs. */
export interface LivePage {
  /** Its address for the person at this terminal, once it is served; each is good once. Rejects with the reason where it cannot be. */
  link(): Promise<string>
  /** Said once where the port was not the usual one. */
  readonly note: Promise<string | undefined>
  close(): Promise<void>
}

/** Serves the page beside the study; where a server of the same store lives on this machine already, that one shows it. */
export function livePage(store: EventStore, dir: string, study: string, keepAt?: string): LivePage {
  const running = runningServer(dir)
  const place = `/s/${encodeURIComponent(study)}`
  if (running !== undefined && running.store === store.url)
    return { link: () => pageLink(running.url + place, dir), note: Promise.resolve(undefined), close: () => Promise.resolve() }
  if (store.url === "memory:") {
    const link = () => Promise.reject(new Error("a study that is kept in memory has no page; give it a --store"))
    return { link, note: Promise.resolve(undefined), close: () => Promise.resolve() }
  }
  const where = { store: addressOf(store), dir, ...(keepAt !== undefined && { keepAt }) }
  const serving = servingThread({ ...where, host: "127.0.0.1", port: 4600, exact: false })
  serving.catch(() => undefined)
  return {
    link: () => serving.then(({ url }) => pageLink(url + place, dir)),
    note: serving.then(
      ({ note }) => note,
      () => undefined,
    ),
    close: () =>
      serving.then(
        ({ close }) => close(),
        () => undefined,
      ),
  }
}

/** Opens an address in the person's browser; where there is none it stays written on the screen. */
export function openInBrowser(address: string): void {
  const [command, ...words] =
    process.platform === "darwin" ? ["open"] : process.platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"]
  const child = spawn(command!, [...words, address], { detached: true, stdio: "ignore" })
  child.on("error", () => undefined)
  child.unref()
}
