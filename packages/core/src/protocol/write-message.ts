import { toWire } from "../event/json.ts"
import type { ChildMessage } from "./child-message.ts"
import type { ParentMessage } from "./parent-message.ts"

/** A message as its line, with the line feed. Non-finite numbers become words, everywhere in it. */
export const writeMessage = (message: ChildMessage | ParentMessage): string =>
  `${JSON.stringify(message, (_, value: unknown) => (typeof value === "number" ? toWire(value) : value))}\n`
