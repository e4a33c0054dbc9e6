import { isAbsolute, resolve } from "node:path"
import type { TrialLink } from "@diapason/core"
import type { ChildMessage } from "@diapason/core/protocol"
import type { Places } from "./places.ts"

type HandedOn = Extract<ChildMessage, { type: "checkpoint" | "artifact" | "note" | "applied" | "refused" }>

/** What the study is told of a message that needs no answer; paths are those of the attempt. */
export function handedOn(message: HandedOn, places: Places): (link: TrialLink) => Promise<void> {
  switch (message.type) {
    case "checkpoint": {
      const path = isAbsolute(message.path) ? message.path : resolve(places.checkpoints, message.path)
      return (link) => link.checkpoint(message.step, path, message.bytes)
    }
    case "artifact": {
      const path = resolve(places.folder, message.path)
      return (link) => link.artifact(message.name, path, message.media)
    }
    case "note":
      return (link) => link.note(message.key, message.value)
    case "applied":
      return (link) => link.applied(message.rev, message.step)
    case "refused":
      return (link) => link.refused(message.rev, message.why ?? "the script refused it")
  }
}
